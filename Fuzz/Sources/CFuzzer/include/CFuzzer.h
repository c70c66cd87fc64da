#pragma once
#include <stddef.h>
#include <stdint.h>

/// Runs a fuzzer with the arguments of the program; from the runtime of libFuzzer.
int LLVMFuzzerRunDriver(int *_Nonnull count, char *_Nullable *_Nonnull *_Nonnull arguments,
                        int (*_Nonnull one)(const uint8_t *_Nullable start, size_t count));
