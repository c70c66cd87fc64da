// The tests of Reviews stand here.
