internal import Hummingbird
internal import NIOEmbedded
