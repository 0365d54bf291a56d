// The C API of libzip, and `malloc` and `free`, by which it takes over bytes.
#ifndef UNROLL_CZIP_SHIM_H
#define UNROLL_CZIP_SHIM_H

#include <stdlib.h>
#include <zip.h>

#endif
