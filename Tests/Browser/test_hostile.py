"""Five hundred ways to smuggle a script into what a customer wrote, in a real browser: none runs, and all are words to read."""

import json

from conftest import with_role
from program import Program, read_sign_ins

RUN = "ran=1"
EVENTS = ["onload", "onerror", "onclick", "onfocus", "onmouseover", "ontoggle", "onanimationstart", "onbegin", "onwheel", "onpointerover"]
TAGS = ["img src=x", "svg", "body", "input autofocus", "details open", "video src=x", "iframe srcdoc=x", "math", "object data=x", "a href=#"]
WRAPS = ["{}", "\">{}", "'>{}", "--></style></textarea></template>{}"]
WHOLE = [
    f"<script>{RUN}</script>", f"</title><script>{RUN}</script>", f"<scr<script>ipt>{RUN}</script>", f"<SCRIPT SRC=data:,{RUN}></SCRIPT>",
    f"<a href=\"javascript:{RUN}\" autofocus>x</a>", f"<iframe src=\"javascript:{RUN}\"></iframe>", f"<svg><script>{RUN}</script></svg>",
    f"<meta http-equiv=refresh content=\"0;url=javascript:{RUN}\">", f"<base href=\"//elsewhere.example/\"><script>{RUN}</script>",
    f"<link rel=stylesheet href=data:,*{{x:expression({RUN})}}>", f"<object data=\"data:text/html,<script>{RUN}</script>\"></object>",
    f"&lt;script&gt;{RUN}&lt;/script&gt;", f"\\u003cscript\\u003e{RUN}\\u003c/script\\u003e", f"<!--><img src=x onerror={RUN}>",
    f"<math><mtext></form><form><mglyph><style></math><img src=x onerror={RUN}>", f"{{{{constructor.constructor('{RUN}')()}}}}",
    f"<form action=\"javascript:{RUN}\"><button autofocus>x</button></form>", f"<img src=x:alert(alt) onerror={RUN} alt=x>",
    f"<style>@import 'data:,';</style><style onload={RUN}></style>", f"javascript:{RUN}",
]


def payloads() -> list[str]:
    made = [wrap.format(f"<{tag} {event}={RUN}>") for wrap in WRAPS for tag in TAGS for event in EVENTS]
    mixed = [text.swapcase() for text in made[:80]]
    return (WHOLE + made + mixed)[:500]


def test_no_script_of_a_customer_runs(tab):
    texts = payloads()
    assert len(set(texts)) == 500
    program = Program()
    people = read_sign_ins(program.run("demo", "--seed", "1", "--agents", "3", "--months", "1", "--conversations", "60"))
    roles = ["customer", "agent", "bot"]
    one = {
        "external_id": "X-1", "opened_at": "2026-03-02T08:00:00Z", "subject": texts[20], "reason": texts[0], "tags": texts[:3],
        "external_url": f"javascript:{RUN}", "queue": texts[1], "customer": {"external_id": "c", "name": texts[21]},
        "agent": {"external_id": "a", "name": texts[22]}, "custom": {texts[3]: texts[4]},
        "messages": [{"external_id": str(number), "time": 1_772_438_400 + number, "role": roles[number % 3], "author": texts[number],
                      "text": text, "kind": "note" if number % 9 == 0 else "text"} for number, text in enumerate(texts)],
    }
    file = program.folder / "hostile.jsonl"
    file.write_text(json.dumps(one) + "\n")
    program.run("import", str(file), "--source", f"<b onclick={RUN}>", "--json")
    program.start()
    try:
        window = tab(program.address)
        analyst = with_role(people, "analyst")
        window.sign_in(analyst.mail, analyst.password)
        window.go("/conversations?q=onerror")
        assert window.complaints == []
        window.page.locator("main tbody a").first.click()
        window.page.wait_for_load_state()
        page = window.page
        assert page.locator(".message").count() == 500
        shown = page.eval_on_selector_all(".message-body", "all => all.map(one => one.textContent)")
        assert [text for text in texts if not any(text in one for one in shown)] == []
        page.evaluate("document.querySelectorAll('main *').forEach(one => { one.dispatchEvent(new Event('mouseover'));"
                      " if (one.focus) one.focus() })")
        assert page.evaluate("window.ran") is None
        assert page.locator("main a[href^='javascript']").count() == 0
        assert window.complaints == []
        for path in ("/people", "/imports"):
            window.go(path)
            assert page.evaluate("window.ran") is None and window.complaints == []
    finally:
        assert program.stop() == 0
