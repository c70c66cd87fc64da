import Linguistics
import Testing
