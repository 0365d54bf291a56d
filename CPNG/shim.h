// The parts of libpng that Swift cannot import: macros.
#ifndef UNROLL_CPNG_SHIM_H
#define UNROLL_CPNG_SHIM_H

#include <png.h>
#include <string.h>

// The version and the flags are macros with casts. PNG_IMAGE_FLAG_FAST selects fast compression:
// for flat figures the files are no larger, and encoding takes a fifth of the time.
static inline png_image unroll_png_image(png_uint_32 width, png_uint_32 height, int has_alpha) {
  png_image image;
  memset(&image, 0, sizeof image);
  image.version = PNG_IMAGE_VERSION;
  image.width = width;
  image.height = height;
  image.format = has_alpha ? PNG_FORMAT_RGBA : PNG_FORMAT_RGB;
  image.flags = PNG_IMAGE_FLAG_FAST;
  return image;
}

// The size of a buffer that can hold any such picture.
static inline size_t unroll_png_most_bytes(png_image image) {
  return PNG_IMAGE_PNG_SIZE_MAX(image);
}

#endif
