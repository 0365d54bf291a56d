// The parts of libgvc and libcgraph that Swift cannot import: macros, mutable C globals, and
// functions whose signatures differ between versions.
#ifndef UNROLL_CGRAPHVIZ_SHIM_H
#define UNROLL_CGRAPHVIZ_SHIM_H

// Warnings in the library's own headers are ignored; a wrong pointer type below is an error.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Weverything"
#include <graphviz/cgraph.h>
#include <graphviz/gvc.h>
#include <graphviz/gvplugin.h>
#include <graphviz/gvplugin_device.h>
#pragma GCC diagnostic pop
#include <dlfcn.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#ifdef __APPLE__
#include <mach-o/dyld.h>
#endif
#ifdef __GLIBC__
#include <malloc.h>
#endif

#pragma GCC diagnostic push
#pragma GCC diagnostic error "-Wincompatible-pointer-types"
#pragma GCC diagnostic error "-Wincompatible-function-pointer-types"
#pragma GCC diagnostic error "-Wint-conversion"

// Macros in some versions and an enumeration in others, which Swift imports as different types.
static const int unroll_graph = AGRAPH;
static const int unroll_node = AGNODE;
static const int unroll_edge = AGEDGE;

// Freed blocks of more than 256 KB go back to the system at once. By default glibc keeps blocks of
// up to 32 MB once one of them was freed, which for a long sequence adds a sixth to the memory.
static inline void unroll_keep_no_large_blocks(void) {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, 256 * 1024);
#endif
}

// Pictures of many megabytes follow each other: their memory is kept for the next one, which is
// faster than getting each of its pages from the system again.
static inline void unroll_keep_large_blocks(void) {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, 32 * 1024 * 1024);
  mallopt(M_TRIM_THRESHOLD, 64 * 1024 * 1024);
#endif
}

// `Agdirected` is a mutable C global, which Swift 6 rejects. The name is used only during the call.
static inline Agraph_t *unroll_open_directed(char *name) {
  return agopen(name, Agdirected, NULL);
}

// The length is `unsigned int *` or, in later versions, `size_t *`. The type is taken from the
// function, because no header defines which it is. Any other type is a compile-time error.
static inline int unroll_render_data(GVC_t *context, Agraph_t *graph, const char *format,
                                     char **data, size_t *length) {
  __typeof__(_Generic(&gvRenderData,
                      int (*)(GVC_t *, Agraph_t *, const char *, char **, size_t *): (size_t)0,
                      default: 0u)) written = 0;
  int status = gvRenderData(context, graph, format, data, &written);
  *length = written;
  return status;
}

// Whether the library finds a plug-in of the given kind and name. Later versions dropped an
// argument that was never used; the casts give each branch its own signature, and the branch that
// is selected matches the declaration.
static inline bool unroll_has_plug_in(GVC_t *context, const char *kind, const char *name) {
  typedef char **with_unused(GVC_t *, const char *, int *, char *);
  typedef char **without(GVC_t *, const char *, int *);
  int count = 0;
  char **names = _Generic(&gvPluginList,
                          with_unused *: ((with_unused *)&gvPluginList)(context, kind, &count, NULL),
                          without *: ((without *)&gvPluginList)(context, kind, &count));
  bool is_found = false;
  for (int index = 0; names && index < count; index++) {
    is_found = is_found || strcmp(names[index], name) == 0;
    free(names[index]);
  }
  free(names);
  return is_found;
}

// Adds the devices `pixels:cairo:unroll`, where the library draws a picture and `take` copies it,
// and `pdf:cairo:unroll`, a page of a document that is open. A plug-in is a set of nested tables,
// which must outlive the context.
static inline void unroll_add_devices(GVC_t *context, void (*take)(GVJ_t *job)) {
  static gvdevice_engine_t engine;
  static gvdevice_features_t features = {GVDEVICE_BINARY_FORMAT | GVDEVICE_DOES_TRUECOLOR,
                                         {0, 0}, {0, 0}, {96, 96}};
  // With an engine of its own, a device keeps the renderer from ending the document with the page.
  static gvdevice_engine_t page_engine;
  static gvdevice_features_t page_features = {GVDEVICE_BINARY_FORMAT | GVDEVICE_DOES_TRUECOLOR,
                                              {0, 0}, {0, 0}, {72, 72}};
  // The lowest quality, so that they are selected only by their full names.
  static gvplugin_installed_t types[] = {{0, "pixels:cairo", -100, &engine, &features},
                                         {0, "pdf:cairo", -100, &page_engine, &page_features},
                                         {0, NULL, 0, NULL, NULL}};
  static gvplugin_api_t apis[] = {{API_device, types}, {(api_t)0, NULL}};
  static gvplugin_library_t package = {(char *)"unroll", apis};
  engine.format = take;
  gvAddLibrary(context, &package);
}

// The picture of a job for the added device: rows from top to bottom, four bytes per pixel. Each
// pixel is a native-endian integer with alpha in the highest byte, premultiplied.
static inline const uint32_t *unroll_pixels(GVJ_t *job, size_t *width, size_t *height) {
  *width = job->width;
  *height = job->height;
  return (const uint32_t *)(const void *)job->imagedata;
}

// GD_clust is a macro. Orders the clusters, which are drawn in this order, from left to right and
// from below: the library orders them by the addresses of their names, which differ between runs.
static inline void unroll_order_clusters(Agraph_t *graph) {
  Agraph_t **clusters = GD_clust(graph);
  for (int end = 2; clusters && end <= GD_n_cluster(graph); end++) {
    Agraph_t *next = clusters[end];
    int place = end;
    while (place > 1 && (GD_bb(clusters[place - 1]).LL.x > GD_bb(next).LL.x ||
                         (GD_bb(clusters[place - 1]).LL.x == GD_bb(next).LL.x &&
                          GD_bb(clusters[place - 1]).LL.y > GD_bb(next).LL.y))) {
      clusters[place] = clusters[place - 1];
      place--;
    }
    clusters[place] = next;
  }
}

// GD_bb is a macro. Gives the drawing exactly the size of the canvas.
static inline void unroll_set_bounds(Agraph_t *graph, double width, double height) {
  GD_bb(graph).LL.x = 0;
  GD_bb(graph).LL.y = 0;
  GD_bb(graph).UR.x = width;
  GD_bb(graph).UR.y = height;
}

// GD_drawing is a macro, and the attribute `dpi` is read only during layout; 0 selects the
// renderer's default.
static inline void unroll_set_resolution(Agraph_t *graph, double pixels_per_inch) {
  GD_drawing(graph)->dpi = pixels_per_inch;
}

static inline double unroll_bounds_width(Agraph_t *graph) { return GD_bb(graph).UR.x; }
static inline double unroll_bounds_height(Agraph_t *graph) { return GD_bb(graph).UR.y; }

// ND_label is a macro. `NULL` if the node has no text.
static inline textspan_t *unroll_label_span(Agnode_t *node) {
  textlabel_t *label = ND_label(node);
  return label && !label->html && label->u.txt.nspans > 0 ? &label->u.txt.span[0] : NULL;
}

// The width to which the library has set a label.
static inline double unroll_label_width(Agnode_t *node) {
  textspan_t *span = unroll_label_span(node);
  return span ? span->size.x : 0;
}

// A formula consists of several labels, which join without gaps only at their exact widths.
// Restores the width that the library rounded, and sets the left end and the baseline of the text
// relative to the centre of the node.
static inline void unroll_settle_label(Agnode_t *node, double width, double font_size, double left,
                                       double baseline) {
  textspan_t *span = unroll_label_span(node);
  if (!span) return;
  textlabel_t *label = ND_label(node);
  span->size.x = width;
  span->just = 'l';
  label->space.x = -2 * left;
  label->dimen.y = 2 * (font_size - baseline - span->yoffset_centerline);
}

// How far below its node's centre the library puts a label's baseline.
static inline double unroll_label_baseline(Agnode_t *node, double font_size) {
  textspan_t *span = unroll_label_span(node);
  return span ? font_size - span->yoffset_centerline - ND_label(node)->dimen.y / 2 : 0;
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

// Moves the tip of a curve's arrowhead. After layout the library reads it from this record, not
// from `pos`.
static inline void unroll_set_arrow_tip(Agedge_t *edge, double x, double y) {
  splines *all = ED_spl(edge);
  if (!all || all->size < 1) return;
  all->list[all->size - 1].ep.x = x;
  all->list[all->size - 1].ep.y = y;
}

// Names and values are non-const `char *`, but the library copies them, so Swift strings that live
// only during the call are safe.
static inline Agsym_t *unroll_declare(Agraph_t *graph, int kind, const char *name,
                                      const char *value) {
  return agattr(graph, kind, (char *)name, (char *)value);
}
static inline int unroll_set(void *object, Agsym_t *symbol, const char *value) {
  return agxset(object, symbol, (char *)value);
}

// Gives a label the node's present `fontcolor`: the library reads it once, at layout.
static inline void unroll_refresh_text_color(Agnode_t *node, Agsym_t *symbol) {
  if (ND_label(node)) ND_label(node)->fontcolor = agxget(node, symbol);
}

// cairo and Pango are not linked: they come with a plug-in that the library loads at run time. A
// symbol is looked up in the loaded Pango library and its dependencies.
static inline void *unroll_loaded(const char *symbol) {
  void *found = dlsym(RTLD_DEFAULT, symbol);
  if (found) return found;
  void *library = NULL;
#ifdef __APPLE__
  // A library is found only by its full name there.
  for (uint32_t index = 0; !library && index < _dyld_image_count(); index++) {
    const char *name = _dyld_get_image_name(index);
    if (name && strstr(name, "/libpangocairo-1.0."))
      library = dlopen(name, RTLD_LAZY | RTLD_NOLOAD);
  }
#else
  library = dlopen("libpangocairo-1.0.so.0", RTLD_LAZY | RTLD_NOLOAD);
#endif
  return library ? dlsym(library, symbol) : NULL;
}

// A document of many pages: one surface of cairo, on which the library draws one page after the
// other, so that each font is embedded once.
typedef struct {
  void *surface;
  void *drawing;
} unroll_document;

// Opens a document that calls `write` with its bytes; both members are NULL if cairo is not loaded.
static inline unroll_document unroll_document_open(int (*write)(void *closure,
                                                                const unsigned char *bytes,
                                                                unsigned count),
                                                   void *closure) {
  unroll_document document = {NULL, NULL};
  void *(*create)(int (*)(void *, const unsigned char *, unsigned), void *, double, double) =
      (void *(*)(int (*)(void *, const unsigned char *, unsigned), void *, double, double))
          unroll_loaded("cairo_pdf_surface_create_for_stream");
  void (*restrict_version)(void *, int) =
      (void (*)(void *, int))unroll_loaded("cairo_pdf_surface_restrict_to_version");
  void *(*create_drawing)(void *) = (void *(*)(void *))unroll_loaded("cairo_create");
  if (!create || !restrict_version || !create_drawing) return document;
  document.surface = create(write, closure, 1, 1);
  restrict_version(document.surface, 1);  // CAIRO_PDF_VERSION_1_5
  document.drawing = create_drawing(document.surface);
  return document;
}

// Draws a graph, which is laid out, on the next page of a document, of this size in points.
static inline int unroll_document_add(unroll_document document, GVC_t *context, Agraph_t *graph,
                                      double width, double height) {
  void (*set_size)(void *, double, double) =
      (void (*)(void *, double, double))unroll_loaded("cairo_pdf_surface_set_size");
  void (*save)(void *) = (void (*)(void *))unroll_loaded("cairo_save");
  void (*restore)(void *) = (void (*)(void *))unroll_loaded("cairo_restore");
  void (*show_page)(void *) = (void (*)(void *))unroll_loaded("cairo_show_page");
  if (!set_size || !save || !restore || !show_page) return -1;
  set_size(document.surface, width, height);
  save(document.drawing);
  int status = gvRenderContext(context, graph, "pdf:cairo:unroll", document.drawing);
  restore(document.drawing);
  show_page(document.drawing);
  return status;
}

// Writes the rest of a document and frees it; 0 if cairo reports no error.
static inline int unroll_document_close(unroll_document document) {
  void (*finish)(void *) = (void (*)(void *))unroll_loaded("cairo_surface_finish");
  int (*status_of)(void *) = (int (*)(void *))unroll_loaded("cairo_surface_status");
  void (*destroy_drawing)(void *) = (void (*)(void *))unroll_loaded("cairo_destroy");
  void (*destroy)(void *) = (void (*)(void *))unroll_loaded("cairo_surface_destroy");
  if (!finish || !status_of || !destroy_drawing || !destroy) return -1;
  destroy_drawing(document.drawing);
  finish(document.surface);
  int status = status_of(document.surface);
  destroy(document.surface);
  return status;
}

// Makes letters as wide as the font says, at every size, in all later texts: the library asks Pango
// to round the widths of letters to pixels, and only some versions of Pango and Graphviz do so.
// The plug-in has one Pango context for all texts, which is found through the text of a node.
static inline void unroll_stop_rounding(Agnode_t *node) {
  void *(*context_of)(void *) = (void *(*)(void *))unroll_loaded("pango_layout_get_context");
  void (*set_rounding)(void *, int) =
      (void (*)(void *, int))unroll_loaded("pango_context_set_round_glyph_positions");
  const void *(*options_of)(void *) =
      (const void *(*)(void *))unroll_loaded("pango_cairo_context_get_font_options");
  void (*set_options)(void *, const void *) =
      (void (*)(void *, const void *))unroll_loaded("pango_cairo_context_set_font_options");
  void *(*copied)(const void *) = (void *(*)(const void *))unroll_loaded("cairo_font_options_copy");
  void (*set_hint_metrics)(void *, int) =
      (void (*)(void *, int))unroll_loaded("cairo_font_options_set_hint_metrics");
  void (*free_options)(void *) = (void (*)(void *))unroll_loaded("cairo_font_options_destroy");
  textspan_t *span = unroll_label_span(node);
  if (!span || !span->layout || !context_of || !options_of || !set_options || !copied ||
      !set_hint_metrics || !free_options)
    return;
  void *context = context_of(span->layout);
  const void *old = options_of(context);
  if (!old) return;
  void *options = copied(old);
  const int off = 1;  // CAIRO_HINT_METRICS_OFF
  set_hint_metrics(options, off);
  set_options(context, options);
  free_options(options);
  if (set_rounding) set_rounding(context, 0);
}

// The width of a node's text in points, which the library rounds up; 0 for a node without text.
static inline double unroll_text_width(Agnode_t *node) {
  void (*size_of)(void *, int *, int *) =
      (void (*)(void *, int *, int *))unroll_loaded("pango_layout_get_size");
  textspan_t *span = unroll_label_span(node);
  if (!span) return 0;
  if (!span->layout || !size_of) return span->size.x;
  int width = 0, height = 0;
  size_of(span->layout, &width, &height);
  return width / 1024.0 * 72 / 96;  // PANGO_SCALE and the plug-in's resolution
}

// The version as text; `NULL` if the library is not loaded.
static inline const char *unroll_text_from(const char *symbol) {
  const char *(*function)(void) = (const char *(*)(void))unroll_loaded(symbol);
  return function ? function() : NULL;
}

// The family that Pango uses to draw a character in the given font, to be freed by the caller;
// `NULL` if Pango is not loaded or finds no font.
static inline char *unroll_resolved_family(const char *font_name, uint32_t character) {
  void *(*default_map)(void) = (void *(*)(void))unroll_loaded("pango_cairo_font_map_get_default");
  void *(*new_context)(void *) = (void *(*)(void *))unroll_loaded("pango_font_map_create_context");
  void *(*parsed)(const char *) =
      (void *(*)(const char *))unroll_loaded("pango_font_description_from_string");
  void *(*language)(void) = (void *(*)(void))unroll_loaded("pango_language_get_default");
  void *(*load)(void *, void *, void *, void *) =
      (void *(*)(void *, void *, void *, void *))unroll_loaded("pango_font_map_load_fontset");
  void *(*font_for)(void *, unsigned) =
      (void *(*)(void *, unsigned))unroll_loaded("pango_fontset_get_font");
  void *(*described)(void *) = (void *(*)(void *))unroll_loaded("pango_font_describe");
  const char *(*family)(void *) =
      (const char *(*)(void *))unroll_loaded("pango_font_description_get_family");
  void (*free_description)(void *) = (void (*)(void *))unroll_loaded("pango_font_description_free");
  void (*release)(void *) = (void (*)(void *))unroll_loaded("g_object_unref");
  if (!default_map || !new_context || !parsed || !language || !load || !font_for || !described ||
      !family || !free_description || !release)
    return NULL;
  void *map = default_map();
  void *context = new_context(map);
  void *wanted = parsed(font_name);
  void *fonts = load(map, context, wanted, language());
  void *font = fonts ? font_for(fonts, character) : NULL;
  char *name = NULL;
  if (font) {
    void *description = described(font);
    const char *text = family(description);
    name = text ? strdup(text) : NULL;
    free_description(description);
    release(font);
  }
  if (fonts) release(fonts);
  free_description(wanted);
  release(context);
  return name;
}

// Finds out which characters no font has that Pango would use in place of the given one: those for
// which it draws a box. False if Pango is not loaded, or is older than 1.44.
static inline bool unroll_find_missing(const char *font_name, const uint32_t *characters,
                                       size_t count, bool *is_missing) {
  void *(*default_map)(void) = (void *(*)(void))unroll_loaded("pango_cairo_font_map_get_default");
  void *(*new_context)(void *) = (void *(*)(void *))unroll_loaded("pango_font_map_create_context");
  void *(*parsed)(const char *) =
      (void *(*)(const char *))unroll_loaded("pango_font_description_from_string");
  void *(*language)(void) = (void *(*)(void))unroll_loaded("pango_language_get_default");
  void *(*load)(void *, void *, void *, void *) =
      (void *(*)(void *, void *, void *, void *))unroll_loaded("pango_font_map_load_fontset");
  void *(*font_for)(void *, unsigned) =
      (void *(*)(void *, unsigned))unroll_loaded("pango_fontset_get_font");
  int (*has_character)(void *, uint32_t) =
      (int (*)(void *, uint32_t))unroll_loaded("pango_font_has_char");
  void (*free_description)(void *) = (void (*)(void *))unroll_loaded("pango_font_description_free");
  void (*release)(void *) = (void (*)(void *))unroll_loaded("g_object_unref");
  if (!default_map || !new_context || !parsed || !language || !load || !font_for ||
      !has_character || !free_description || !release)
    return false;
  void *map = default_map();
  void *context = new_context(map);
  void *wanted = parsed(font_name);
  void *fonts = load(map, context, wanted, language());
  for (size_t index = 0; index < count; index++) {
    void *font = fonts ? font_for(fonts, characters[index]) : NULL;
    is_missing[index] = !font || !has_character(font, characters[index]);
    if (font) release(font);
  }
  if (fonts) release(fonts);
  free_description(wanted);
  release(context);
  return true;
}

#pragma GCC diagnostic pop

#endif
