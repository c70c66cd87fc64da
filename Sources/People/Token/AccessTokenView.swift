internal import Kernel
internal import Markup
internal import Web

/// The keys of a person's programs: what each may read, since when, until when.
struct AccessTokenView {
  let visit: Visit
  let tokens: [AccessToken]
  /// Somebody else whose tokens an admin looks at; `nil` for one's own.
  let owner: Person?
  let fields: FormView

  private var text: Text { visit.text }

  var html: HTML {
    let back: HTML =
      owner.map { "<a href=\"\(Path.person($0.id))\"><bdi>\($0.name)</bdi></a>" }
      ?? "<a href=\"/profile\">\(text("profile.title"))</a>"
    return """
      <nav class="breadcrumb" aria-label="\(text("form.breadcrumb"))"><ol><li>\(back)</li><li>\(text("token.title"))</li></ol></nav>
      <p class="lede">\(text("token.lede"))</p>\(fields.summary)\(list)\(owner == nil ? form : "")
      """
  }

  private var list: HTML {
    guard !tokens.isEmpty else {
      return "<div class=\"empty\"><p>\(text("token.none"))</p></div>"
    }
    let rows = tokens.map { token -> HTML in
      let used: HTML = token.usedAt.map { "\(text.moment($0))" } ?? "\(text("token.unused"))"
      return """
        <tr><th scope="row" dir="auto">\(token.name)</th><td>\(token.role.name(text))</td>
        <td>\(text.moment(token.createdAt))</td><td>\(text.moment(token.expiresAt))</td><td>\(used)</td>
        <td><form class="inline-form" method="post" action="\(end(token))">\(visit.csrf)\
        <button class="is-small">\(text("token.end"))<span class="visually-hidden">: \(token.name)</span></button></form></td></tr>
        """
    }
    return """
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("token.title"))"><table>
      <thead><tr><th scope="col">\(text("token.name"))</th><th scope="col">\(text("token.role"))</th>
      <th scope="col">\(text("token.since"))</th><th scope="col">\(text("token.until"))</th>
      <th scope="col">\(text("token.used"))</th>
      <th scope="col"><span class="visually-hidden">\(text("token.end"))</span></th></tr></thead>
      <tbody>\(rows)</tbody></table></div>
      """
  }

  private func end(_ token: AccessToken) -> Path {
    let tokens: Path =
      owner.map { Path.person($0.id).appending("tokens") } ?? "/profile/tokens"
    return tokens.appending(token.id.text).appending("end")
  }

  private var form: HTML {
    let held = Role.allCases.filter(visit.actor.roles.contains)
    let roles = held.map { (value: $0.rawValue, label: $0.name(text)) }
    let days = AccessToken.lifetimes.map {
      (value: String($0), label: text("token.days", ["count": .integer($0)]))
    }
    return """
      <section class="card"><h2>\(text("token.new"))</h2>
      <form class="form" method="post" action="/profile/tokens">\(visit.csrf)
      \(fields.input("name", text("token.name"), hint: text("token.name.hint"), attributes: " required maxlength=\"80\" autocomplete=\"off\" dir=\"auto\""))
      <div class="fields">\(fields.select("role", text("token.role"), roles, selected: held.first?.rawValue ?? "", hint: text("token.role.hint")))
      \(fields.select("days", text("token.lifetime"), days, selected: "90"))</div>
      <div class="form-actions"><button class="is-primary">\(text("token.make"))</button></div></form></section>
      """
  }

  /// The token, once.
  static func made(_ secret: String, _ address: String, _ text: Text) -> HTML {
    """
    <nav class="breadcrumb" aria-label="\(text("form.breadcrumb"))"><ol><li><a href="/profile">\(text("profile.title"))</a></li><li><a href="/profile/tokens">\(text("token.title"))</a></li></ol></nav>
    <p class="lede">\(text("token.made"))</p>
    <div class="field"><label for="token">\(text("token.secret"))</label>
    <input id="token" readonly dir="ltr" value="\(secret)"></div>
    <p>\(text("token.use"))</p>
    <pre dir="ltr" tabindex="0" role="region" aria-label="\(text("token.use"))"><code>curl -H "Authorization: Bearer $ATTUNE_TOKEN" "\(address)/api/v1/measures/first-response?period=90d"</code></pre>
    <p class="notice is-warn">\(text("token.care"))</p>
    <p class="actions"><a class="button is-primary" href="/profile/tokens">\(text("token.done"))</a></p>
    """
  }

  /// The way to them from the profile.
  static func section(_ text: Text) -> HTML {
    """
    <section class="card" id="tokens"><h2>\(text("token.title"))</h2><p>\(text("token.lede"))</p>
    <p><a class="button" href="/profile/tokens">\(text("token.manage"))</a></p></section>
    """
  }
}
