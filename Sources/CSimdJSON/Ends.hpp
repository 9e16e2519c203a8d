// What both cutters share: the list of ends, and masks of 64 bytes.
#ifndef CSJ_ENDS_HPP
#define CSJ_ENDS_HPP

#include "CSimdJSON.h"

#include <vector>

#if defined(__x86_64__)
#include <immintrin.h>
#define CSJ_VECTOR __attribute__((target("avx2,pclmul,popcnt,bmi")))
#endif

struct csj_ends { std::vector<uint32_t> list; };

#if defined(__x86_64__)
namespace csj {

CSJ_VECTOR static inline uint64_t equal_mask(__m256i low, __m256i high, char wanted) {
  const __m256i v = _mm256_set1_epi8(wanted);
  const uint64_t a = uint32_t(_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, v)));
  const uint64_t b = uint32_t(_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, v)));
  return a | b << 32;
}

// Bit i of the result: whether an odd number of the bits 0...i is set.
CSJ_VECTOR static inline uint64_t prefix_xor(uint64_t bits) {
  return uint64_t(_mm_cvtsi128_si64(_mm_clmulepi64_si128(_mm_set_epi64x(0, (long long)bits), _mm_set1_epi8(-1), 0)));
}

static inline bool has_vector() {
  static const bool yes = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("pclmul") && __builtin_cpu_supports("popcnt");
  return yes;
}

} // namespace csj
#endif
#endif
