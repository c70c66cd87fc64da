// The tests of Kernel stand here.
