// GLib, which Graphviz's text plug-in brings along: checksums.
#ifndef UNROLL_CGLIB_SHIM_H
#define UNROLL_CGLIB_SHIM_H

#include <glib.h>

#endif
