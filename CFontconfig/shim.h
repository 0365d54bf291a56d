// The C API of fontconfig, by which Pango finds fonts, too.
#ifndef UNROLL_CFONTCONFIG_SHIM_H
#define UNROLL_CFONTCONFIG_SHIM_H

#include <fontconfig/fontconfig.h>

#endif
