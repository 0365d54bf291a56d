// The C API of GLib, of which only checksums are used.
#ifndef UNROLL_CGLIB_SHIM_H
#define UNROLL_CGLIB_SHIM_H

#include <glib.h>

#endif
