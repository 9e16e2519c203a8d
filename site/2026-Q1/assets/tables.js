/* Sorts and filters whole tables (data-tool). An enhancement: without it every order is a page of its own and every row is in
   the CSV file. A classic script without inline code, so it runs from a folder and under script-src 'self'. The state stands in
   the address (#id.sort=2.desc&id.q=words), so a filtered table can be sent as a link. Rows beyond the page's own stand in
   a template (data-rows) until they are shown. */
(function () {
  "use strict";
  function make(name, text, parent) {
    var made = document.createElement(name);
    if (text) made.textContent = text;
    if (parent) parent.appendChild(made);
    return made;
  }
  document.querySelectorAll("table[data-tool]").forEach(function (table) {
    var body = table.tBodies[0], id = table.getAttribute("data-tool");
    if (!body || !body.rows.length) return;
    var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
    var rows = Array.prototype.map.call(body.rows, function (row, place) {
      var keys = Array.prototype.map.call(row.cells, function (cell) {
        var key = cell.getAttribute("data-v");
        return key === null ? cell.textContent : key;
      });
      return { row: row, keys: keys, place: place, text: row.textContent.toLowerCase() };
    });
    var store = document.querySelector('template[data-rows="' + id + '"]'), step = store ? rows.length : Infinity, limit = step;
    if (store) store.content.textContent.split("\n\n").forEach(function (line) {
      var cells = line.split("\t"), texts = cells.filter(function (cell, at) { return at % 2 === 0; });
      rows.push({
        texts: texts, keys: texts.map(function (text, at) { return cells[2 * at + 1] === "=" ? text : cells[2 * at + 1]; }),
        place: rows.length, text: texts.join(" ").toLowerCase()
      });
    });
    function element(entry) {
      if (entry.row) return entry.row;
      entry.row = make("tr");
      entry.texts.forEach(function (text, at) {
        var cell = make(at ? "td" : "th", text, entry.row);
        if (!at) cell.scope = "row";
        cell.className = heads[at].className;
      });
      return entry.row;
    }
    var isNumber = heads.map(function (head, column) {
      return head.classList.contains("n") || rows.every(function (entry) { return isFinite(entry.keys[column]); });
    });
    var collator = new Intl.Collator("en", { sensitivity: "base", numeric: true });
    var state = {}, inputs = {}, buttons = {}, count;

    function read() {
      state = {};
      location.hash.slice(1).split("&").forEach(function (part) {
        var at = part.indexOf("="), name = part.slice(0, at);
        if (at < 0 || name.indexOf(id + ".") !== 0) return;
        try { state[name.slice(id.length + 1)] = decodeURIComponent(part.slice(at + 1)); } catch (e) { /* not ours */ }
      });
    }
    function write() {
      var others = location.hash.slice(1).split("&").filter(function (part) { return part && part.indexOf(id + ".") !== 0; });
      var mine = Object.keys(state).filter(function (key) { return state[key] !== ""; }).map(function (key) {
        return id + "." + key + "=" + encodeURIComponent(state[key]);
      });
      var hash = others.concat(mine).join("&");
      try { history.replaceState(null, "", hash ? "#" + hash : location.pathname.split("/").pop() || "."); } catch (e) { /* a sandbox */ }
    }

    /* Words separated by commas: all must be there (all), one must be (choice, labels); -word must not; a range is from..to. */
    function test(column, kind, wanted) {
      if (kind === "range") {
        var ends = wanted.split(".."), low = parseFloat(ends[0]), high = parseFloat(ends.length > 1 ? ends[1] : ends[0]);
        return function (entry) {
          var value = parseFloat(entry.keys[column]);
          return !isNaN(value) && (isNaN(low) || value >= low) && (isNaN(high) || value <= high);
        };
      }
      var words = wanted.toLowerCase().split(",").map(function (word) { return word.trim(); }).filter(Boolean);
      return function (entry) {
        var parts = entry.keys[column].toLowerCase().split("\n");
        var has = function (word) { return parts.some(function (part) { return part.indexOf(word) === 0; }); };
        var without = words.filter(function (w) { return w[0] === "-"; }), within = words.filter(function (w) { return w[0] !== "-"; });
        return !without.some(function (w) { return has(w.slice(1)); })
          && (kind === "all" ? within.every(has) : !within.length || within.some(has));
      };
    }
    function compare(column, down) {
      var sign = down ? -1 : 1;
      return function (a, b) {
        var x = a.keys[column], y = b.keys[column];
        if (!x !== !y) return x ? -1 : 1; /* missing values stand last in both directions */
        var order = isNumber[column] ? parseFloat(x) - parseFloat(y) : collator.compare(x, y);
        return order ? sign * order : a.place - b.place;
      };
    }
    function apply() {
      var tests = [], sort = (state.sort || "").split(".");
      if (state.q) {
        var words = state.q.toLowerCase().split(/\s+/).filter(Boolean);
        tests.push(function (entry) { return words.every(function (word) { return entry.text.indexOf(word) >= 0; }); });
      }
      heads.forEach(function (head, column) {
        var kind = head.getAttribute("data-f");
        Object.keys(state).forEach(function (key) {
          if (state[key] && kind && key.split(".")[0] === "c" + column) tests.push(test(column, kind, state[key]));
        });
      });
      var shown = rows.filter(function (entry) { return tests.every(function (t) { return t(entry); }); });
      var column = parseInt(sort[0], 10), isSorted = column >= 0 && column < heads.length;
      if (isSorted) {
        shown.sort(compare(column, sort[1] === "desc"));
        heads.forEach(function (head, place) {
          if (place === column) head.setAttribute("aria-sort", sort[1] === "desc" ? "descending" : "ascending");
          else head.removeAttribute("aria-sort");
        });
      }
      body.textContent = "";
      shown.slice(0, limit).forEach(function (entry) { body.appendChild(element(entry)); });
      var isCut = shown.length > limit;
      count.textContent = (tests.length || isCut ? shown.length + " of " + rows.length : "") + (isCut ? ", the first " + limit + " shown" : "");
      more.hidden = !isCut;
    }
    function set(key, value) { state[key] = value; limit = step; write(); apply(); }

    function field(key, label, hint, values) {
      var input = make("input");
      input.type = "search";
      input.setAttribute("aria-label", label);
      input.placeholder = hint;
      if (values) {
        var list = make("datalist", "", bar);
        list.id = id + "-" + key;
        values.forEach(function (value) { make("option", "", list).value = value; });
        input.setAttribute("list", list.id);
      }
      input.addEventListener("input", function () { set(key, input.value.trim()); });
      inputs[key] = input;
      bar.appendChild(input);
    }

    /* Boxes for each name of "name: value"; those of one name are alternatives. */
    function picks(column, values) {
      var groups = {};
      values.forEach(function (value) { var name = value.split(": ")[0]; (groups[name] = groups[name] || []).push(value); });
      Object.keys(groups).forEach(function (name) {
        var key = "c" + column + "." + name, group = make("details", "", bar), boxes = [];
        make("summary", name, group);
        groups[name].forEach(function (value) {
          var label = make("label", "", group), box = make("input", "", label);
          box.type = "checkbox";
          box.value = value;
          box.addEventListener("change", function () {
            set(key, boxes.filter(function (b) { return b.checked; }).map(function (b) { return b.value; }).join(","));
          });
          boxes.push(box);
          label.append(" " + value.slice(name.length + 2));
        });
        inputs[key] = { set value(text) {
          boxes.forEach(function (b) { b.checked = text.split(",").indexOf(b.value) >= 0; });
          if (text) group.open = true;
        } };
      });
    }

    var bar = make("div");
    bar.className = "tools";
    bar.setAttribute("role", "search");
    bar.setAttribute("aria-label", table.caption ? table.caption.textContent : "Table");
    field("q", "Rows with these words", "Search");
    heads.forEach(function (head, column) {
      var kind = head.getAttribute("data-f"), title = head.textContent;
      if (kind === "range") field("c" + column, title + ", from..to", title.split(",")[0] + ": 1..9");
      else if (kind) {
        var seen = {};
        rows.forEach(function (entry) { entry.keys[column].split("\n").forEach(function (part) { if (part) seen[part] = true; }); });
        var values = Object.keys(seen).sort(collator.compare).slice(0, 200);
        if (kind === "labels") picks(column, values);
        else if (values.length > 1) field("c" + column, title + (kind === "all" ? ", all of" : ", one of"), title, values);
      }
      if (head.tagName !== "TH") return;
      var button = make("button");
      while (head.firstChild) button.appendChild(head.firstChild);
      head.appendChild(button);
      button.addEventListener("click", function () {
        var isDown = isNumber[column] ? head.getAttribute("aria-sort") !== "descending" : head.getAttribute("aria-sort") === "ascending";
        set("sort", column + (isDown ? ".desc" : ".asc"));
      });
      buttons[column] = button;
    });
    count = make("span", "", bar);
    count.setAttribute("role", "status");
    var more = make("button", "Show more rows");
    more.hidden = true;
    more.addEventListener("click", function () { limit += step; apply(); });
    var region = table.parentNode;
    region.parentNode.insertBefore(bar, region);
    region.parentNode.insertBefore(more, region.nextSibling);

    function restore() {
      read();
      Object.keys(inputs).forEach(function (key) { inputs[key].value = state[key] || ""; });
      if (store || Object.keys(state).length || count.textContent) apply();
    }
    window.addEventListener("hashchange", restore);
    restore();
  });
})();
