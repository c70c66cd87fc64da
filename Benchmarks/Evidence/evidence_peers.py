"""The other side of evidence.py: VADER, and TF-IDF with logistic regression of scikit-learn."""

import json
import sys
import time


def shortest(work, patience, runs=2):
    """The shortest time of one run, after a warm-up."""
    work()
    best, begun, count = float("inf"), time.perf_counter(), 0
    while count < runs or time.perf_counter() - begun < patience:
        start = time.perf_counter()
        work()
        best, count = min(best, time.perf_counter() - start), count + 1
    return best


def main() -> None:
    inputs = json.load(open(sys.argv[1], encoding="utf-8"))
    patience = float(sys.argv[2])
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    vader = SentimentIntensityAnalyzer()
    messages, texts = inputs["messages"], inputs["texts"]
    pipeline = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True), LogisticRegression(C=10, max_iter=300))
    pipeline.fit(texts, inputs["labels"])
    some = texts[:: max(1, len(texts) // 500)]

    def one_by_one():
        for text in some:
            pipeline.predict_proba([text])

    print(json.dumps({
        "vader": shortest(lambda: [vader.polarity_scores(text) for text in messages], patience),
        "batch": shortest(lambda: pipeline.predict_proba(texts), patience),
        "single": shortest(one_by_one, patience) / len(some) * len(texts),
    }))


if __name__ == "__main__":
    main()
