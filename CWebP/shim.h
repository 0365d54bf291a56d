// The parts of libwebp and libwebpmux that make animations.
#ifndef UNROLL_CWEBP_SHIM_H
#define UNROLL_CWEBP_SHIM_H

#include <stdbool.h>
#include <stdint.h>
#include <webp/encode.h>
#include <webp/mux.h>

// The initializers are inline functions that pass on the version of the header, and every field of
// the options has a default that they set. Returns NULL if libwebpmux fails.
static inline WebPAnimEncoder *unroll_webp_open(int width, int height) {
  WebPAnimEncoderOptions options;
  if (!WebPAnimEncoderOptionsInit(&options)) return NULL;
  options.anim_params.loop_count = 1;
  // Every frame is drawn over the one before: key frames would make a file larger, and only help
  // to skip in it.
  options.kmax = 0;
  return WebPAnimEncoderNew(width, height, &options);
}

// Adds a frame without loss; pixels have alpha in the highest byte, and colours that are not
// multiplied by it. The level is from 0, fastest, to 9, smallest.
static inline bool unroll_webp_add(WebPAnimEncoder *encoder, int width, int height,
                                   const uint32_t *pixels, int milliseconds, int level) {
  WebPConfig config;
  WebPPicture picture;
  if (!WebPConfigInit(&config) || !WebPConfigLosslessPreset(&config, level) ||
      !WebPPictureInit(&picture))
    return false;
  config.thread_level = 1;
  picture.use_argb = 1;
  picture.width = width;
  picture.height = height;
  // The encoder copies the frame before it changes it.
  picture.argb = (uint32_t *)pixels;
  picture.argb_stride = width;
  bool is_added = WebPAnimEncoderAdd(encoder, &picture, milliseconds, &config);
  // Frees what the encoder may have added to it, but not the pixels.
  WebPPictureFree(&picture);
  return is_added;
}

#endif
