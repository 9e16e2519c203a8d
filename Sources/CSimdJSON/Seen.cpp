// Open addressing with compare-and-swap; readers of one batch share, growth is alone.
#include "CSimdJSON.h"

#include <atomic>
#include <cstdlib>
#include <mutex>
#include <new>
#include <shared_mutex>

struct csj_seen {
  std::atomic<uint64_t> *slots = nullptr; // 0 is an empty slot
  size_t size = 0;
  std::atomic<size_t> used{0};
  std::shared_mutex growth;
  ~csj_seen() { free(slots); }
};

// Fresh pages from the system are zero and cost nothing until they are touched.
static std::atomic<uint64_t> *zeroed(size_t n) {
  return static_cast<std::atomic<uint64_t> *>(calloc(n, sizeof(std::atomic<uint64_t>)));
}

static inline uint64_t kept(uint64_t value) { return value ? value : 0x9E3779B97F4A7C15ull; }

static inline size_t place(uint64_t value, size_t size) { return size_t(value * 0x9FB21C651E98DF25ull >> 20) & (size - 1); }

// True when the value was new.
static bool insert(std::atomic<uint64_t> *slots, size_t size, uint64_t value) {
  size_t at = place(value, size);
  while (true) {
    // Not read first: reading a fresh page maps a shared one, which writing must then replace on all processors.
    uint64_t found = 0;
    if (slots[at].compare_exchange_strong(found, value, std::memory_order_relaxed)) return true;
    if (found == value) return false;
    at = (at + 1) & (size - 1);
  }
}

extern "C" csj_seen *csj_seen_create(size_t slots) {
  auto *seen = new (std::nothrow) csj_seen();
  if (!seen) return nullptr;
  seen->slots = zeroed(slots);
  seen->size = slots;
  if (!seen->slots) {
    delete seen;
    return nullptr;
  }
  return seen;
}

extern "C" void csj_seen_destroy(csj_seen *seen) { delete seen; }

static bool grow(csj_seen *seen, size_t room) {
  std::unique_lock<std::shared_mutex> alone(seen->growth);
  while ((seen->used.load() + room) * 4 > seen->size * 3) {
    auto *bigger = zeroed(seen->size * 2);
    if (!bigger) return false;
    for (size_t i = 0; i < seen->size; i++) {
      const uint64_t value = seen->slots[i].load(std::memory_order_relaxed);
      if (value) insert(bigger, seen->size * 2, value);
    }
    free(seen->slots);
    seen->slots = bigger;
    seen->size *= 2;
  }
  return true;
}

extern "C" size_t csj_seen_add(csj_seen *seen, const uint64_t *values, size_t count, uint64_t *repeats) {
  // Room is claimed before the slots are: threads that insert at the same time cannot overfill the table together.
  while (true) {
    std::shared_lock<std::shared_mutex> together(seen->growth);
    const size_t claimed = seen->used.fetch_add(count) + count;
    if (claimed * 4 > seen->size * 3) {
      seen->used.fetch_sub(count);
      together.unlock();
      if (!grow(seen, count)) return SIZE_MAX;
      continue;
    }
    size_t known = 0;
    for (size_t i = 0; i < count; i++) {
      if (i + 8 < count) __builtin_prefetch(&seen->slots[place(kept(values[i + 8]), seen->size)], 1);
      if (!insert(seen->slots, seen->size, kept(values[i]))) repeats[known++] = values[i];
    }
    seen->used.fetch_sub(known);
    return known;
  }
}
