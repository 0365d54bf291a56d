// The parts of libcmark-gfm that Swift cannot import: constants with casts.
#ifndef UNROLL_CCOMMONMARK_SHIM_H
#define UNROLL_CCOMMONMARK_SHIM_H

#include <cmark-gfm.h>

static inline int unroll_is_code_block(cmark_node *node) {
  return cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK;
}

#endif
