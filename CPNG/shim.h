// The parts of libpng and zlib that Swift cannot import: macros, and errors by `longjmp`.
#ifndef UNROLL_CPNG_SHIM_H
#define UNROLL_CPNG_SHIM_H

#include <png.h>
#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <zlib.h>

// The version is a macro with casts.
static inline png_image unroll_png_image(png_uint_32 width, png_uint_32 height, int has_alpha) {
  png_image image;
  memset(&image, 0, sizeof image);
  image.version = PNG_IMAGE_VERSION;
  image.width = width;
  image.height = height;
  image.format = has_alpha ? PNG_FORMAT_RGBA : PNG_FORMAT_RGB;
  return image;
}

// The size of a buffer that can hold these bytes compressed.
static inline size_t unroll_deflated_most(size_t count) { return compressBound(count) + 64; }

// Compresses bytes to blocks of deflate that end with a whole byte and need nothing before them.
// Returns their size, 0 if zlib fails. A low level suffices for flat figures, and is much faster.
static inline size_t unroll_deflate(const unsigned char *bytes, size_t count, int level,
                                    unsigned char *output, size_t capacity) {
  z_stream stream;
  memset(&stream, 0, sizeof stream);
  // Negative window bits: without zlib's header and check sum.
  if (deflateInit2(&stream, level, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY) != Z_OK) return 0;
  stream.next_in = (unsigned char *)bytes;
  stream.avail_in = (uInt)count;
  stream.next_out = output;
  stream.avail_out = (uInt)capacity;
  int status = deflate(&stream, Z_FULL_FLUSH);
  size_t written = status == Z_OK && stream.avail_in == 0 && stream.avail_out > 0
                       ? capacity - stream.avail_out : 0;
  deflateEnd(&stream);
  return written;
}

// A buffer that libpng writes to.
typedef struct {
  unsigned char *bytes;
  size_t count, capacity;
} unroll_png_output;

static inline void unroll_png_append(png_structp png, png_bytep bytes, size_t count) {
  unroll_png_output *output = (unroll_png_output *)png_get_io_ptr(png);
  if (output->capacity - output->count < count) png_error(png, "the buffer is full");
  memcpy(output->bytes + output->count, bytes, count);
  output->count += count;
}

static inline void unroll_png_flush(png_structp png) { (void)png; }
static inline void unroll_png_ignore(png_structp png, png_const_charp message) {
  (void)png;
  (void)message;
}

// Writes a PNG of 8 bits per channel whose rows are compressed already, as a zlib stream. The
// resolution is in pixels per metre, 0 for none. Returns the size of the file, 0 if libpng fails.
static inline size_t unroll_png_write(png_uint_32 width, png_uint_32 height, bool has_alpha,
                                      png_uint_32 pixels_per_metre, const unsigned char *data,
                                      size_t count, unsigned char *bytes, size_t capacity) {
  unroll_png_output output = {bytes, 0, capacity};
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, unroll_png_ignore);
  if (!png) return 0;
  png_infop info = png_create_info_struct(png);
  // libpng reports errors by jumping here.
  if (!info || setjmp(png_jmpbuf(png))) {
    png_destroy_write_struct(&png, &info);
    return 0;
  }
  png_set_write_fn(png, &output, unroll_png_append, unroll_png_flush);
  png_set_IHDR(png, info, width, height, 8, has_alpha ? PNG_COLOR_TYPE_RGBA : PNG_COLOR_TYPE_RGB,
               PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_set_sRGB(png, info, PNG_sRGB_INTENT_PERCEPTUAL);
  if (pixels_per_metre > 0)
    png_set_pHYs(png, info, pixels_per_metre, pixels_per_metre, PNG_RESOLUTION_METER);
  png_write_info(png, info);
  png_write_chunk(png, (png_const_bytep) "IDAT", data, count);
  png_write_chunk(png, (png_const_bytep) "IEND", NULL, 0);
  png_destroy_write_struct(&png, &info);
  return output.count;
}

#endif
