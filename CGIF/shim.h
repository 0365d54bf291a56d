// giflib, which has no entry for pkg-config.
#ifndef UNROLL_CGIF_SHIM_H
#define UNROLL_CGIF_SHIM_H

#include <gif_lib.h>

#endif
