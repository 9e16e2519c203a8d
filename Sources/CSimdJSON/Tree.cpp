// A whole document as one flat list of nodes in the order of the text, for bodies that are read field by field and are small
// beside the lists of conversations.
#include "CSimdJSON.h"

#include <simdjson.h>

#include <new>
#include <string>
#include <vector>

struct csj_tree {
  std::vector<csj_node> nodes;
  std::vector<uint8_t> texts;
};

namespace {
using simdjson::dom::element;
using simdjson::dom::element_type;

struct Writer {
  csj_tree &tree;

  uint32_t text(std::string_view s) {
    const size_t at = tree.texts.size();
    tree.texts.insert(tree.texts.end(), s.begin(), s.end());
    return uint32_t(at);
  }

  // Recursion is bounded by the depth limit of the parser.
  void write(element e, std::string_view key, bool has_key) {
    const size_t place = tree.nodes.size();
    csj_node node{};
    node.key_at = has_key ? text(key) : 0;
    node.key_count = has_key ? uint32_t(key.size()) : 0;
    node.has_key = has_key;
    tree.nodes.push_back(node);
    csj_kind kind = CSJ_NULL;
    uint32_t count = 0;
    switch (e.type()) {
    case element_type::OBJECT:
      kind = CSJ_OBJECT;
      for (auto field : simdjson::dom::object(e)) { write(field.value, field.key, true); count++; }
      break;
    case element_type::ARRAY:
      kind = CSJ_ARRAY;
      for (element child : simdjson::dom::array(e)) { write(child, {}, false); count++; }
      break;
    case element_type::STRING: {
      kind = CSJ_STRING;
      std::string_view s = e.get_string();
      tree.nodes[place].text_at = text(s);
      count = uint32_t(s.size());
      break;
    }
    case element_type::INT64: kind = CSJ_NUMBER; tree.nodes[place].number = double(int64_t(e)); break;
    case element_type::UINT64: kind = CSJ_NUMBER; tree.nodes[place].number = double(uint64_t(e)); break;
    case element_type::DOUBLE: kind = CSJ_NUMBER; tree.nodes[place].number = double(e); break;
    case element_type::BOOL: kind = bool(e) ? CSJ_TRUE : CSJ_FALSE; break;
    default: kind = CSJ_NULL;
    }
    tree.nodes[place].kind = uint8_t(kind);
    tree.nodes[place].count = count;
    tree.nodes[place].end = uint32_t(tree.nodes.size());
  }
};
} // namespace

extern "C" csj_tree *csj_tree_parse(const uint8_t *bytes, size_t count, csj_status *status) {
  *status = CSJ_OK;
  if (count > UINT32_MAX / 2) { *status = CSJ_NO_MEMORY; return nullptr; }
  csj_tree *tree = nullptr;
  try {
    simdjson::dom::parser parser;
    if (parser.allocate(count + 64, 512) != simdjson::SUCCESS) { *status = CSJ_NO_MEMORY; return nullptr; }
    element root;
    // The parser copies the bytes: no padding is asked of the caller.
    const auto error = parser.parse(bytes, count, true).get(root);
    switch (error) {
    case simdjson::SUCCESS: break;
    case simdjson::DEPTH_ERROR: *status = CSJ_TOO_DEEP; return nullptr;
    case simdjson::UTF8_ERROR: *status = CSJ_NOT_UTF8; return nullptr;
    case simdjson::MEMALLOC: case simdjson::CAPACITY: *status = CSJ_NO_MEMORY; return nullptr;
    default: *status = CSJ_NOT_JSON; return nullptr;
    }
    tree = new csj_tree();
    Writer{*tree}.write(root, {}, false);
    return tree;
  } catch (const std::bad_alloc &) {
    delete tree;
    *status = CSJ_NO_MEMORY;
    return nullptr;
  } catch (...) {
    delete tree;
    *status = CSJ_NOT_JSON;
    return nullptr;
  }
}

extern "C" void csj_tree_destroy(csj_tree *tree) { delete tree; }
extern "C" const csj_node *csj_tree_nodes(const csj_tree *tree, size_t *count) {
  *count = tree->nodes.size();
  return tree->nodes.data();
}
extern "C" const uint8_t *csj_tree_texts(const csj_tree *tree, size_t *count) {
  *count = tree->texts.size();
  return tree->texts.data();
}
