// The C API of libqpdf.
#ifndef UNROLL_CQPDF_SHIM_H
#define UNROLL_CQPDF_SHIM_H

#include <qpdf/qpdf-c.h>

#endif
