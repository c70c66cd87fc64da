"""The judge itself: a page with known faults must be found guilty of each, or its silence means nothing."""

BAD = """<!doctype html><html lang="en"><title>Bad</title><body><main><h1>Bad</h1>
<p>Your review.due is here</p><img src="/no-such-picture.png"><button></button>
<div style="width: 3000px">wide</div><h2>Twice</h2><figure><figcaption>Twice</figcaption></figure><script>throw new Error("planted")</script></main></body></html>"""


def test_the_judge_finds_planted_faults(demo, tab):
    program, _ = demo
    window = tab(program.address)
    window.page.route("**/planted", lambda route: route.fulfill(body=BAD, content_type="text/html"))
    window.go("/planted")
    faults = "\n".join(window.faults())
    for planted in ("planted", "status of 404", "untranslated: review.due", "axe image-alt",
                    "axe button-name", "scrolls sideways", "repeats the heading above it: Twice"):
        assert planted in faults, f"not found: {planted}\n{faults}"
