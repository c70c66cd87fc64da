"""Times the peers on the data of a file: peers.py inputs.json [seconds a task] [tasks…]."""

import contextlib
import importlib.metadata
import io
import json
import sys
import time
import warnings

warnings.filterwarnings("ignore")

TASKS = {}


def task(name: str, package: str, compare: bool = True, tolerance: float = 0):
    """Registers a function that prepares a peer's call; preparation is not timed."""
    def register(prepare):
        TASKS.setdefault(name, []).append((package, prepare, compare, tolerance))
        return prepare
    return register


def table(inputs: dict, name: str):
    import numpy
    return numpy.array(inputs[name], dtype=float)


def splitmix(seed: int, count: int, bound: int):
    """The first numbers below a bound that our generator gives, all at once."""
    import numpy
    with numpy.errstate(over="ignore"):
        z = numpy.uint64(seed) + numpy.arange(1, count + 1, dtype=numpy.uint64) * numpy.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
        z ^= z >> numpy.uint64(31)
    n, half = numpy.uint64(bound), numpy.uint64(32)
    low = ((z & numpy.uint64(0xFFFFFFFF)) * n) >> half
    return (((z >> half) * n + low) >> half).astype(numpy.int64)


def alpha_task(name: str, data: str, level: str) -> None:
    @task(name, "krippendorff")
    def prepare(inputs):
        import krippendorff
        matrix = table(inputs, data).T.copy()
        return lambda: [krippendorff.alpha(reliability_data=matrix, level_of_measurement=level)]


for _level in ["nominal", "ordinal", "interval"]:
    alpha_task(f"kalpha0.{_level}", "kalpha0", _level)
alpha_task("kalpha1.interval", "kalpha1", "interval")


@task("kalphaBootstrap", "krippendorff")
def alpha_bootstrap(inputs):
    import krippendorff
    import numpy
    rows = table(inputs, "kalphaBootstrap")
    domain = numpy.unique(rows[~numpy.isnan(rows)])
    counts = (rows[:, :, None] == domain).sum(axis=1)
    replicates, seed = map(int, inputs["kalphaBootstrap.settings"][0])

    def alpha(chosen):
        return krippendorff.alpha(value_counts=chosen, value_domain=domain, level_of_measurement="ordinal")

    def work():
        draws = splitmix(seed, replicates * len(rows), len(rows)).reshape(replicates, len(rows))
        found = []
        for draw in draws:
            try:
                found.append(alpha(counts[draw]))
            except ValueError:
                pass
        return [alpha(counts), *numpy.quantile(found, [0.025, 0.975])]

    return work


@task("gwet", "irrCAC")
def gwet(inputs):
    import pandas
    from irrCAC.raw import CAC
    frame = pandas.DataFrame(table(inputs, "gwet"))

    def work():
        found = CAC(frame, weights="quadratic", digits=10).gwet()["est"]
        return [found["coefficient_value"], found["se"]]

    return work


@task("kappa", "scikit-learn")
def kappa(inputs):
    from sklearn.metrics import cohen_kappa_score
    one, two = table(inputs, "kappa").astype(int)
    return lambda: [cohen_kappa_score(one, two, weights="quadratic")]


@task("icc", "pingouin")
def icc(inputs):
    import pandas
    import pingouin
    rows = table(inputs, "icc")
    frame = pandas.DataFrame(
        [(item, rater, value) for item, row in enumerate(rows) for rater, value in enumerate(row)],
        columns=["item", "rater", "value"])

    def work():
        found = pingouin.intraclass_corr(frame, targets="item", raters="rater", ratings="value")
        return list(found["ICC"])

    return work


def share_task(name: str, method: str, inner: bool = False) -> None:
    @task(name, "statsmodels")
    def prepare(inputs):
        import numpy
        from statsmodels.stats.proportion import proportion_confint
        successes, sizes = table(inputs, "shares")

        def work():
            ends = numpy.column_stack(proportion_confint(successes, sizes, method=method))
            if inner:
                # Its Jeffreys interval has no rule for the ends of the scale; ours has.
                ends[(successes == 0) | (successes == sizes)] = numpy.nan
            return ends.ravel()

        return work


share_task("wilson", "wilson")
share_task("jeffreys", "jeffreys", inner=True)
share_task("clopperPearson", "beta")


@task("bootstrap.percentile", "numpy", compare=False)
def bootstrap_numpy(inputs):
    import numpy
    values = table(inputs, "bootstrap")[0]
    replicates, seed = map(int, inputs["bootstrap.settings"][0])
    chance = numpy.random.default_rng(seed)

    def work():
        draws = chance.integers(0, len(values), size=(replicates, len(values)))
        return numpy.quantile(values[draws].mean(axis=1), [0.025, 0.975])

    return work


@task("bootstrap.percentile", "numpy, with our random numbers")
def bootstrap_same(inputs):
    import numpy
    values = table(inputs, "bootstrap")[0]
    replicates, seed = map(int, inputs["bootstrap.settings"][0])

    def work():
        draws = splitmix(seed, replicates * len(values), len(values)).reshape(replicates, -1)
        return numpy.quantile(values[draws].mean(axis=1), [0.025, 0.975])

    return work


def scipy_bootstrap(name: str, method: str) -> None:
    # Its random numbers are others, so its limits are others within the error of 10,000 resamples.
    @task(name, "scipy", tolerance=0.005)
    def prepare(inputs):
        import numpy
        from scipy import stats
        values = table(inputs, "bootstrap")[0]
        replicates, seed = map(int, inputs["bootstrap.settings"][0])

        def work():
            found = stats.bootstrap((values,), numpy.mean, n_resamples=replicates, method=method,
                                    random_state=numpy.random.default_rng(seed))
            return list(found.confidence_interval)

        return work


scipy_bootstrap("bootstrap.percentile", "percentile")
scipy_bootstrap("bootstrap.bca", "BCa")


def its_design(inputs):
    import numpy
    values = table(inputs, "its")[0]
    time_ = numpy.arange(len(values), dtype=float)
    after = (time_ >= 18).astype(float)
    return values, numpy.column_stack([numpy.ones(len(values)), time_, after, after * (time_ - 18)])


@task("its", "statsmodels")
def its(inputs):
    import numpy
    from statsmodels.regression.linear_model import OLS
    values, design = its_design(inputs)

    def work():
        found = OLS(values, design).fit(
            cov_type="HAC", cov_kwds={"maxlags": 2, "use_correction": True}, use_t=True)
        return numpy.column_stack([found.params, found.bse]).ravel()

    return work


@task("its.gls", "statsmodels")
def its_gls(inputs):
    import numpy
    from scipy.linalg import toeplitz
    from statsmodels.regression.linear_model import GLS, OLS
    values, design = its_design(inputs)

    def work():
        rest = OLS(values, design).fit().resid
        rho = (rest[1:] @ rest[:-1]) / (rest @ rest)
        rho = min(0.95, max(0.0, rho + (4 + 4 * rho) / len(values)))
        found = GLS(values, design, sigma=toeplitz(rho ** numpy.arange(len(values)))).fit()
        return numpy.column_stack([found.params, found.bse]).ravel()

    return work


@task("ppi", "ppi-python")
def ppi(inputs):
    import numpy
    # A package that it needs looks for a newer coverage than another one allows: show it none.
    sys.modules["coverage"] = None
    from ppi_py import ppi_mean_ci
    labels, judged, everybody = (numpy.array(row, dtype=float) for row in inputs["ppi"])
    return lambda: [float(numpy.squeeze(end)) for end in ppi_mean_ci(labels, judged, everybody, alpha=0.05)]


def trend_task(name: str) -> None:
    @task(name, "pymannkendall")
    def prepare(inputs):
        import pymannkendall
        values = table(inputs, name)[0]

        def work():
            found = pymannkendall.original_test(values)
            return [found.s, found.var_s, found.z, found.p]

        return work


trend_task("mannKendall120")
trend_task("mannKendall1000")


@task("theilSen", "scipy")
def theil_sen(inputs):
    from scipy import stats
    values = table(inputs, "mannKendall1000")[0]
    return lambda: list(stats.theilslopes(values))


@task("benjaminiHochberg", "statsmodels")
def benjamini_hochberg(inputs):
    from statsmodels.stats.multitest import multipletests
    values = table(inputs, "pValues")[0]
    return lambda: multipletests(values, method="fdr_bh")[1]


@task("lmg", "pingouin")
def lmg(inputs):
    import pandas
    import pingouin
    drivers, response = pandas.DataFrame(table(inputs, "drivers")), table(inputs, "driversResponse")[0]
    return lambda: list(pingouin.linear_regression(drivers, response, relimp=True)["relimp"][1:])


@task("pooling", "statsmodels")
def pooling(inputs):
    from statsmodels.stats.meta_analysis import combine_effects
    values, errors = table(inputs, "agents")

    def work():
        found = combine_effects(values, errors ** 2, method_re="iterated", use_t=True)
        return [found.tau2, found.mean_effect_re, found.sd_eff_w_re]

    return work


@task("hierarchical", "numpy, written for this")
def hierarchical(inputs):
    import numpy
    from scipy.special import ndtr
    values, errors = table(inputs, "agents")
    nodes, weights = numpy.polynomial.legendre.leggauss(1_200)
    scale = 10.0
    tau, weights = 4 * scale * (nodes + 1), weights * 4 * scale

    def work():
        spread = errors[:, None] ** 2 + tau ** 2
        precision = (1 / spread).sum(axis=0)
        mean = (values[:, None] / spread).sum(axis=0) / precision
        likelihood = -0.5 * (numpy.log(spread) + (values[:, None] - mean) ** 2 / spread).sum(axis=0)
        logarithm = likelihood - 0.5 * numpy.log(precision) - 0.5 * (tau / scale) ** 2
        share = weights * numpy.exp(logarithm - logarithm.max())
        share /= share.sum()
        pull = errors[:, None] ** 2 / spread
        centres = pull * mean + (1 - pull) * values[:, None]
        deviations = numpy.sqrt((1 - pull) * errors[:, None] ** 2 + pull ** 2 / precision)

        def quantile(wanted):
            low, high = (centres - 9 * deviations).min(axis=1), (centres + 9 * deviations).max(axis=1)
            for _ in range(45):
                middle = (low + high) / 2
                below = ndtr((middle[:, None] - centres) / deviations) @ share < wanted
                low, high = numpy.where(below, middle, low), numpy.where(below, high, middle)
            return (low + high) / 2

        return numpy.column_stack([centres @ share, quantile(0.025), quantile(0.975)]).ravel()

    return work


@task("rake", "numpy, written for this")
def rake(inputs):
    import numpy
    seed, (rows, columns) = table(inputs, "rake"), inputs["rake.margins"]
    rows, columns = numpy.array(rows), numpy.array(columns)

    def work():
        found = seed.copy()
        while True:
            found *= (rows / found.sum(axis=1))[:, None]
            found *= columns / found.sum(axis=0)
            if abs(found.sum(axis=1) - rows).max() < 1e-10:
                return found.ravel()

    return work


def shortest(work, patience: float):
    """The shortest time in seconds of five or more runs after a warm-up, and the result."""
    result = work()
    begun = time.perf_counter_ns()
    best, runs = float("inf"), 0
    while runs < 5 or time.perf_counter_ns() - begun < patience * 1e9:
        start = time.perf_counter_ns()
        work()
        best = min(best, (time.perf_counter_ns() - start) * 1e-9)
        runs += 1
    return best, [None if value != value else float(value) for value in result]


def version(package: str) -> str:
    name, comma, rest = package.partition(",")
    return f"{name} {importlib.metadata.version(name)}{comma}{rest}"


def main() -> None:
    path, patience, *wanted = sys.argv[1:]
    with open(path) as file:
        inputs = json.load(file)
    found = {}
    for name, peers in TASKS.items():
        if wanted and name not in wanted:
            continue
        for package, prepare, compare, tolerance in peers:
            try:
                # Some of them print.
                with contextlib.redirect_stdout(io.StringIO()):
                    seconds, result = shortest(prepare(inputs), float(patience))
            except Exception as problem:
                print(f"  no peer for {name}: {type(problem).__name__}: {problem}", file=sys.stderr)
                continue
            found.setdefault(name, []).append({
                "name": version(package), "seconds": seconds, "tolerance": tolerance,
                "result": result if compare else None})
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
