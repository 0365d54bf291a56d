// The C API of HarfBuzz for the tables of fonts and for subsets of them.
#ifndef UNROLL_CHARFBUZZ_SHIM_H
#define UNROLL_CHARFBUZZ_SHIM_H

#include <hb-ot.h>
#include <hb-subset.h>
#include <hb.h>

// Constants of a type without a name in some versions, and with one in others, which Swift imports
// as different types.
static const hb_ot_name_id_t unroll_copyright = HB_OT_NAME_ID_COPYRIGHT;
static const hb_ot_name_id_t unroll_trademark = HB_OT_NAME_ID_TRADEMARK;
static const hb_ot_name_id_t unroll_license = HB_OT_NAME_ID_LICENSE;

#endif
