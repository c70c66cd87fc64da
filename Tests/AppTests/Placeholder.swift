// The tests of App stand here.
