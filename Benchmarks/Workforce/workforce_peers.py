"""Times the peers on the data of a file: workforce_peers.py inputs.json [seconds a task] [tasks…]."""

import logging
import math
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "Statistics"))
import peers  # noqa: E402
from peers import task  # noqa: E402

logging.disable(logging.WARNING)
peers.TASKS.clear()
HANDLING, PATIENCE, TARGET, HALF_HOUR = 189, 387, 20, 30


def queue_tasks(size: str) -> None:
    @task(f"erlangC.{size}", "pyworkforce")
    def prepare_c(inputs):
        from pyworkforce.queuing import ErlangC
        calls = inputs[f"calls.{size}"][0]

        def work():
            found = []
            for count in calls:
                team = ErlangC(transactions=count, aht=HANDLING / 60, interval=HALF_HOUR,
                               asa=TARGET / 60).required_positions(0.8)
                found += [team["raw_positions"], team["service_level"]]
            return found

        return work

    @task(f"erlangA.{size}", "pyworkforce")
    def prepare_a(inputs):
        from pyworkforce.queuing import ErlangA
        calls = inputs[f"calls.{size}"][0]

        def work():
            found = []
            for count in calls:
                team = ErlangA(transactions=count, aht=HANDLING / 60, interval=HALF_HOUR,
                               asa=TARGET / 60, patience=PATIENCE / 60).required_positions(0.8)
                # It never looks below the load, where fewer may be enough.
                lowest = team["raw_positions"] <= math.ceil(count * HANDLING / 60 / HALF_HOUR)
                found += [None, None] if lowest else [team["raw_positions"], team["service_level"]]
            return [math.nan if value is None else value for value in found]

        return work


queue_tasks("small")
queue_tasks("large")


def frame(inputs):
    import pandas
    rows = inputs["history"]
    starts = [pandas.Timestamp("1970-01-01") + pandas.Timedelta(days=day, minutes=30 * slot)
              for day, slot, _ in rows]
    return pandas.DataFrame({"ds": starts, "y": [float(count) for _, _, count in rows]})


@task("forecast", "statsforecast, MSTL", compare=False)
def forecast_mstl(inputs):
    from statsforecast.models import MSTL, AutoETS
    values = frame(inputs)["y"].to_numpy()
    return lambda: list(MSTL(season_length=[48, 336], trend_forecaster=AutoETS(model="ZZN"))
                        .forecast(y=values, h=28 * 48)["mean"])


@task("forecast", "prophet", compare=False)
def forecast_prophet(inputs):
    from prophet import Prophet
    table = frame(inputs)

    def work():
        model = Prophet()
        model.fit(table)
        return list(model.predict(model.make_future_dataframe(28 * 48, freq="30min"))["yhat"])

    return work


@task("roster", "ortools, CP-SAT on counts, no rests")
def roster(inputs):
    """As many shifts of each shape on each day as cost least; who works them is left open."""
    from ortools.sat.python import cp_model
    need = [[int(wanted) for wanted in day] for day in inputs["week.need"]]
    people, days, length, *_ = (int(value) for value in inputs["week.rules"][0])
    shapes = [(int(start), int(lunch)) for start in inputs["week.starts"][0]
              for lunch in inputs["week.lunches"][0]]

    def work():
        model = cp_model.CpModel()
        price, counts = [], []
        for day, wanted in enumerate(need):
            count = [model.new_int_var(0, people, f"{day} {shape}") for shape in shapes]
            model.add(sum(count) <= people)
            counts += count
            for slot, want in enumerate(wanted):
                if want < 0:
                    continue
                cover = sum(one for one, (start, lunch) in zip(count, shapes)
                            if start <= slot < start + length and slot != start + lunch)
                over = model.new_int_var(0, people, "")
                under = [model.new_int_var(0, most, "") for most in (1, 1, people)]
                model.add(cover + sum(under) - over == want)
                price.append(over + 10 * under[0] + 15 * under[1] + 25 * under[2])
        model.add(sum(counts) == people * days)
        model.minimize(sum(price))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_time_in_seconds = 120
        solver.solve(model)
        return [solver.objective_value]

    return work


if __name__ == "__main__":
    peers.main()
