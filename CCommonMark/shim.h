// The parts of libcmark-gfm that Swift cannot import: constants with casts.
#ifndef UNROLL_CCOMMONMARK_SHIM_H
#define UNROLL_CCOMMONMARK_SHIM_H

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

static inline int unroll_is_code_block(cmark_node *node) {
  return cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK;
}

static inline int unroll_is_html_block(cmark_node *node) {
  return cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK;
}

static inline int unroll_is_fenced(cmark_node *node) {
  int length, offset;
  char character;
  return cmark_node_get_fenced(node, &length, &offset, &character);
}

static inline int unroll_is_image(cmark_node *node) {
  return cmark_node_get_type(node) == CMARK_NODE_IMAGE;
}

static inline int unroll_is_block(cmark_node *node) {
  return (cmark_node_get_type(node) & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_BLOCK;
}

static inline cmark_node *unroll_new_custom_block(void) {
  return cmark_node_new(CMARK_NODE_CUSTOM_BLOCK);
}

static inline cmark_node *unroll_new_custom_inline(void) {
  return cmark_node_new(CMARK_NODE_CUSTOM_INLINE);
}

#endif
