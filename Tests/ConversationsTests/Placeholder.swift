// The tests of Conversations stand here.
