internal import Kernel
internal import Markup
internal import Storage
internal import Web

/// Saving, preferring and removing views of the list.
enum SavedViewPages {
  static func add(to routes: Routes) {
    routes.post("/views", allow: .create, .savedView) { visit in
      let form = try await visit.form()
      let name = form["name"]
      guard !name.isEmpty, name.count <= 80 else { throw Problem.invalid("view.nameMissing") }
      guard let query = try? Form(urlencoded: form["filter"]) else {
        throw Problem.invalid("conversation.export.filterUnreadable")
      }
      let filter = ConversationFilter(query)
      let isShared = form.bool("shared")
      try await visit.database.write { [visit] db in
        try SavedView.save(
          name, filter, isShared: isShared, by: visit.actor, world: visit.world, in: db)
      }
      return visit.redirect(
        to: ListPages.path.list(filter), notice: visit.text("view.saved", ["name": .string(name)]))
    }
    routes.post("/views/{id}/default", allow: .change, .savedView) { visit in
      let id: SavedView.ID = try visit.id("id")
      let turnsOn = try await visit.form().bool("on")
      let view = try await visit.database.write { [visit] db in
        guard let view = try SavedView.find(id, for: visit.actor, in: db) else {
          throw Problem.notFound
        }
        try SavedView.begin(with: turnsOn ? id : nil, visit.actor, in: db)
        return view
      }
      return visit.redirect(
        to: view.path,
        notice: turnsOn ? visit.text("view.default.on") : visit.text("view.default.off"))
    }
    routes.post("/views/{id}/removal", allow: .remove, .savedView) { visit in
      let id: SavedView.ID = try visit.id("id")
      let isRemoved = try await visit.database.write { [visit] db in
        try SavedView.remove(id, by: visit.actor, in: db)
      }
      guard isRemoved else { throw Problem.notFound }
      return visit.redirect(
        to: ListPages.path.query([("all", "1")]), notice: visit.text("view.removed"))
    }
  }

  /// The form that keeps the present filter.
  static func form(_ visit: Visit, filter: String) -> HTML {
    let text = visit.text
    return """
      <details class="card"><summary>\(text("view.save"))</summary>
      <form class="form" method="post" action="/views">\(visit.csrf)
      <input type="hidden" name="filter" value="\(filter)">
      <div class="field"><label for="view-name">\(text("view.name"))</label>
      <input id="view-name" name="name" required maxlength="80" dir="auto"></div>
      <label class="choice"><input type="checkbox" name="shared" value="1"> <span>\(text("view.share"))</span></label>
      <div class="form-actions"><button>\(text("view.save.do"))</button></div>
      </form></details>
      """
  }

  /// What can be done with the view that is shown.
  static func actions(_ visit: Visit, _ view: SavedView) -> HTML {
    let text = visit.text
    let path = ("/views" as Path).appending(view.id.text)
    let remove: HTML? =
      view.isOwn
      ? """
      <form class="inline-form" method="post" action="\(path.appending("removal"))">\(visit.csrf)
      <button class="is-small is-quiet">\(text("view.remove"))</button></form>
      """ : nil
    let (value, label): (HTML, String) =
      view.isDefault ? ("0", text("view.default.unset")) : ("1", text("view.default.set"))
    return """
      <div class="row">
      <form class="inline-form" method="post" action="\(path.appending("default"))">\(visit.csrf)
      <input type="hidden" name="on" value="\(value)"><button class="is-small is-quiet">\(label)</button></form>
      \(remove)</div>
      """
  }
}
