// What Swift cannot say of libgvc and libcgraph: macros, mutable C globals, changed signatures.
#ifndef UNROLL_CGRAPHVIZ_SHIM_H
#define UNROLL_CGRAPHVIZ_SHIM_H

#include <graphviz/cgraph.h>
#include <graphviz/gvc.h>
#include <graphviz/gvplugin.h>
#include <graphviz/gvplugin_device.h>
#include <stddef.h>
#include <stdlib.h>

// `Agdirected` is a mutable C global, which Swift 6 refuses. The name is used within the call.
static inline Agraph_t *unroll_open_directed(char *name) {
  return agopen(name, Agdirected, NULL);
}

// The length is `unsigned int *` before Graphviz 13 and `size_t *` from it on.
static inline int unroll_render_data(GVC_t *context, Agraph_t *graph, const char *format,
                                     char **data, size_t *length) {
#if defined(GRAPHVIZ_VERSION_MAJOR) && GRAPHVIZ_VERSION_MAJOR >= 13
  return gvRenderData(context, graph, format, data, length);
#else
  unsigned int short_length = 0;
  int status = gvRenderData(context, graph, format, data, &short_length);
  *length = short_length;
  return status;
#endif
}

// What the library's plug-ins write through; exported, but in no header that is installed.
extern size_t gvwrite(GVJ_t *job, const char *bytes, size_t length);

// Adds the device `png:cairo:unroll`: the library draws the pixels, and `format` writes them. A
// plug-in is a table of tables, which must outlive the context.
static inline void unroll_add_png_device(GVC_t *context, void (*format)(GVJ_t *job)) {
  static gvdevice_engine_t engine;
  static gvdevice_features_t features = {GVDEVICE_BINARY_FORMAT | GVDEVICE_DOES_TRUECOLOR,
                                         {0, 0}, {0, 0}, {96, 96}};
  // Of the lowest quality: it is chosen by its full name only.
  static gvplugin_installed_t types[] = {{0, "png:cairo", -100, &engine, &features},
                                         {0, NULL, 0, NULL, NULL}};
  static gvplugin_api_t apis[] = {{API_device, types}, {(api_t)0, NULL}};
  static gvplugin_library_t package = {(char *)"unroll", apis};
  engine.format = format;
  gvAddLibrary(context, &package);
}

// The picture of a job whose device was added: rows from the top, four bytes a pixel, each pixel
// one native integer with alpha highest, premultiplied.
static inline const unsigned char *unroll_pixels(GVJ_t *job, size_t *width, size_t *height) {
  *width = job->width;
  *height = job->height;
  return (const unsigned char *)job->imagedata;
}

// GD_bb is a macro over the graph's record: the drawing gets exactly the canvas's size.
static inline void unroll_set_bounds(Agraph_t *graph, double width, double height) {
  GD_bb(graph).LL.x = 0;
  GD_bb(graph).LL.y = 0;
  GD_bb(graph).UR.x = width;
  GD_bb(graph).UR.y = height;
}

// GD_drawing is a macro, and the attribute `dpi` is read at layout only; 0 is the renderer's own.
static inline void unroll_set_resolution(Agraph_t *graph, double pixels_per_inch) {
  GD_drawing(graph)->dpi = pixels_per_inch;
}

static inline double unroll_bounds_width(Agraph_t *graph) { return GD_bb(graph).UR.x; }
static inline double unroll_bounds_height(Agraph_t *graph) { return GD_bb(graph).UR.y; }

// ND_label is a macro; the library rounds the width up to a whole point.
static inline double unroll_label_width(Agnode_t *node) {
  textlabel_t *label = ND_label(node);
  return label && !label->html && label->u.txt.nspans > 0 ? label->u.txt.span[0].size.x : 0;
}

// A formula is made of several labels, which meet only at their exact widths: put back what the
// library rounded, and set where the text begins and stands, relative to the node's centre.
static inline void unroll_settle_label(Agnode_t *node, double width, double font_size, double left,
                                       double baseline) {
  textlabel_t *label = ND_label(node);
  if (!label || label->html || label->u.txt.nspans < 1) return;
  textspan_t *span = &label->u.txt.span[0];
  span->size.x = width;
  span->just = 'l';
  label->space.x = -2 * left;
  label->dimen.y = 2 * (font_size - baseline - span->yoffset_centerline);
}

// ND_coord and ED_spl are macros.
static inline double unroll_node_x(Agnode_t *node) { return ND_coord(node).x; }
static inline double unroll_node_y(Agnode_t *node) { return ND_coord(node).y; }

static inline size_t unroll_spline_count(Agedge_t *edge) {
  splines *all = ED_spl(edge);
  return all && all->size > 0 ? (size_t)all->list[0].size : 0;
}
static inline double unroll_spline_x(Agedge_t *edge, size_t index) {
  return ED_spl(edge)->list[0].list[index].x;
}
static inline double unroll_spline_y(Agedge_t *edge, size_t index) {
  return ED_spl(edge)->list[0].list[index].y;
}

// The attribute lookups are `char *` without const; Swift's strings live for the whole call only.
static inline Agsym_t *unroll_declare(Agraph_t *graph, int kind, const char *name,
                                      const char *value) {
  return agattr(graph, kind, (char *)name, value);
}
static inline int unroll_set(void *object, Agsym_t *symbol, const char *value) {
  return agxset(object, symbol, value);
}

#endif
