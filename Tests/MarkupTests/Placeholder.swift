// The tests of Markup stand here.
