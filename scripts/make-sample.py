"""Makes the bundled sample workspace (resources/sample/mlruns) with a real MLflow: really trained, seeded, small.

    python scripts/make-sample.py OUT     needs mlflow, scikit-learn, matplotlib, pandas

MLflow records absolute places, so run it in a neutral folder (OUT=/home/ada/digits, say) and copy OUT/mlruns over
resources/sample/mlruns: the app finds the artifacts beside the store, as it does for any copied project.
"""

import json
import os
import random
import sys
import uuid
import warnings
from pathlib import Path

os.environ["MLFLOW_ALLOW_FILE_STORE"] = "true"
os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import mlflow
import numpy as np
import pandas as pd
from mlflow.entities import Metric, Param, RunTag
from mlflow.tracking import MlflowClient
from sklearn.datasets import load_digits, load_wine
from sklearn.linear_model import ElasticNet, LogisticRegression
from sklearn.metrics import confusion_matrix, log_loss
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler

warnings.filterwarnings("ignore")
SEED = 20261110
MONDAY = 1_794_474_000_000  # 2026-11-12 in Unix ms: every time below is relative to it
MINUTE = 60_000
EPOCHS = 60

rng = random.Random(SEED)
uuid.uuid4 = lambda: uuid.UUID(int=rng.getrandbits(128), version=4)


def start(client, experiment, name, minute, params, tags, parent=None):
    tags = {
        "mlflow.user": "ada",
        "mlflow.source.type": "LOCAL",
        "mlflow.source.name": "train.py",
        "mlflow.source.git.commit": "4be1f0c2d9a34e87b6f1a0c5d2e3f4a5b6c7d8e9",
        **tags,
    }
    if parent:
        tags["mlflow.parentRunId"] = parent
    run = client.create_run(experiment, start_time=MONDAY + minute * MINUTE, run_name=name, tags=tags)
    client.log_batch(run.info.run_id, params=[Param(k, str(v)) for k, v in params.items()])
    return run.info


def points(key, values, began, every_ms):
    return [Metric(key, float(v), began + (i + 1) * every_ms, i) for i, v in enumerate(values)]


def save_figure(client, run_id, figure, path):
    client.log_figure(run_id, figure, path)
    plt.close(figure)


def train_digits(client, experiment):
    x, y = load_digits(return_X_y=True)
    x = StandardScaler().fit_transform(x)
    train_x, test_x, train_y, test_y = train_test_split(x, y, test_size=0.3, random_state=SEED)
    grid = [
        ("adam", 0.001, 32), ("adam", 0.001, 64), ("adam", 0.003, 64), ("adam", 0.01, 64), ("adam", 0.03, 32), ("adam", 0.0003, 64),
        ("sgd", 0.003, 64), ("sgd", 0.01, 64), ("sgd", 0.03, 64), ("sgd", 0.1, 64), ("sgd", 80.0, 64), ("sgd", 0.03, 128),
    ]
    best = None
    for number, (solver, rate, hidden) in enumerate(grid):
        params = {"optimizer": solver, "learning_rate": rate, "hidden_units": hidden, "batch_size": 64, "epochs": EPOCHS, "seed": SEED}
        info = start(client, experiment, f"{solver}-lr{rate:g}-h{hidden}", number * 7, params, {"team": "vision", "stage": "search"})
        model = MLPClassifier((hidden,), solver=solver, learning_rate_init=rate, batch_size=64, random_state=number, momentum=0.9)
        loss, val_loss, accuracy = [], [], []
        stops_at = 23 if number == 6 else EPOCHS
        failure = None
        for _ in range(stops_at):
            try:
                model.partial_fit(train_x, train_y, classes=np.arange(10))
                proba = model.predict_proba(test_x)
            except ValueError as reason:
                failure = str(reason).splitlines()[0]
                loss.append(float("nan"))
                break
            loss.append(model.loss_)
            val_loss.append(log_loss(test_y, proba, labels=np.arange(10)))
            accuracy.append(float((proba.argmax(1) == test_y).mean()))
        every = 1_500 + 40 * hidden
        series = points("train/loss", loss, info.start_time, every) + points("val/loss", val_loss, info.start_time, every)
        series += points("val/accuracy", accuracy, info.start_time, every)
        for begin in range(0, len(series), 1000):
            client.log_batch(info.run_id, metrics=series[begin : begin + 1000])
        end = info.start_time + (len(loss) + 1) * every
        if failure:
            client.log_text(info.run_id, f"ValueError: {failure}\n", "error.txt")
            client.set_tag(info.run_id, "mlflow.note.content", f"Diverged: learning rate {rate:g} is far too high. `{failure}`")
            client.set_terminated(info.run_id, "FAILED", end)
            continue
        pd.DataFrame({"epoch": range(len(loss)), "train_loss": loss, "val_loss": val_loss, "val_accuracy": accuracy}).to_csv("curves.csv", index=False)
        client.log_artifact(info.run_id, "curves.csv", "tables")
        if stops_at < EPOCHS:
            client.set_terminated(info.run_id, "KILLED", end)
            continue
        predicted = model.predict(test_x)
        figure, axes = plt.subplots(figsize=(3.2, 3.0), dpi=90)
        axes.imshow(confusion_matrix(test_y, predicted), cmap="Blues")
        axes.set(xlabel="predicted", ylabel="digit", title=f"accuracy {accuracy[-1]:.3f}")
        figure.tight_layout()
        save_figure(client, info.run_id, figure, "plots/confusion.png")
        wrong = np.flatnonzero(predicted != test_y)[:12]
        table = pd.DataFrame({"row": wrong, "digit": test_y[wrong], "predicted": predicted[wrong]})
        client.log_table(info.run_id, table, "tables/mistakes.json")
        client.log_dict(info.run_id, {"solver": solver, "rate": rate, "layers": [64, hidden, 10]}, "config.json")
        client.set_terminated(info.run_id, "FINISHED", end)
        if best is None or accuracy[-1] > best[0]:
            best = (accuracy[-1], info)
    return best


def log_digits_model(client, experiment, best):
    x, y = load_digits(return_X_y=True)
    info = start(client, experiment, "logistic-baseline", 90, {"model": "logistic", "C": 0.1, "seed": SEED}, {"team": "vision", "stage": "baseline"})
    model = LogisticRegression(C=0.1, max_iter=300).fit(x / 16, y)
    with mlflow.start_run(run_id=info.run_id):
        mlflow.log_metric("val/accuracy", float(model.score(x / 16, y)), step=0, timestamp=info.start_time + 4_000)
        mlflow.sklearn.log_model(model, name="digits-logistic", input_example=(x[:2] / 16).astype("float64"))
    client.log_dict(info.run_id, {"model": "logistic", "C": 0.1}, "config.json")  # git keeps no empty folder
    client.set_tag(
        info.run_id,
        "mlflow.note.content",
        "# Baseline\n\nPlain *logistic regression* on the 8 × 8 digits, no tuning.\n\n| set | accuracy |\n|---|---|\n| all | "
        f"{model.score(x / 16, y):.3f} |\n\nThe best network so far is **{best[1].run_name}** with {best[0]:.3f}.",
    )
    client.set_terminated(info.run_id, "FINISHED", info.start_time + 9_000)


def sweep_wine(client, experiment):
    x, _ = load_wine(return_X_y=True)
    target = x[:, 0]
    x = StandardScaler().fit_transform(x[:, 1:])
    train_x, test_x, train_y, test_y = train_test_split(x, target, test_size=0.3, random_state=1)
    parent = start(client, experiment, "elasticnet-sweep", 200, {"trials": 9, "seed": 1}, {"team": "cellar", "stage": "search"})
    scores = {}
    for number, (alpha, ratio) in enumerate([(a, r) for a in (0.01, 0.1, 0.5) for r in (0.1, 0.5, 0.9)]):
        info = start(client, experiment, f"trial-{number:02d}", 201 + number, {"alpha": alpha, "l1_ratio": ratio}, {"team": "cellar"}, parent.run_id)
        rmse = []
        model = ElasticNet(alpha=alpha, l1_ratio=ratio, warm_start=True, max_iter=1, random_state=1)
        for _ in range(25):
            model.fit(train_x, train_y)
            rmse.append(float(np.sqrt(np.mean((model.predict(test_x) - test_y) ** 2))))
        client.log_batch(info.run_id, metrics=points("rmse", rmse, info.start_time, 900) + points("r2", [model.score(test_x, test_y)], info.start_time, 23_000))
        client.log_dict(info.run_id, {"coefficients": [round(c, 5) for c in model.coef_]}, "coefficients.json")
        client.set_terminated(info.run_id, "FINISHED", info.start_time + 24_000)
        scores[info.run_id] = rmse[-1]
    chosen = min(scores, key=scores.get)
    client.log_metric(parent.run_id, "best_rmse", scores[chosen], parent.start_time + 10 * MINUTE, 0)
    client.set_tag(parent.run_id, "best_run", chosen)
    figure, axes = plt.subplots(figsize=(3.6, 2.4), dpi=90)
    axes.bar(range(len(scores)), list(scores.values()), color="#3b73d1")
    axes.set(xlabel="trial", ylabel="rmse")
    figure.tight_layout()
    save_figure(client, parent.run_id, figure, "plots/trials.png")
    client.log_text(parent.run_id, "# Sweep\n\nNine trials over `alpha` and `l1_ratio`.\n", "report.md")
    client.set_terminated(parent.run_id, "FINISHED", parent.start_time + 10 * MINUTE)
    again = start(client, experiment, "final-fit", 240, {"alpha": 0.01, "l1_ratio": 0.1, "seed": 2}, {"team": "cellar", "stage": "final"})
    client.log_batch(again.run_id, metrics=points("rmse", [scores[chosen] * f for f in (1.4, 1.2, 1.05, 1.0)], again.start_time, 900))
    client.log_text(again.run_id, json.dumps({"from": chosen}), "origin.json")
    client.set_terminated(again.run_id, "FINISHED", again.start_time + 5_000)


def main():
    out = Path(sys.argv[1]).resolve()
    out.mkdir(parents=True, exist_ok=True)
    os.chdir(out)
    os.environ["LOGNAME"] = os.environ["USER"] = "ada"
    uri = (out / "mlruns").as_uri()
    mlflow.set_tracking_uri(uri)
    client = MlflowClient(uri)
    client.search_experiments()
    digits = client.create_experiment("digits", tags={"mlflow.note.content": "Small networks on the 8 × 8 digits."})
    wine = client.create_experiment("wine", tags={"mlflow.note.content": "Elastic nets on the wine measurements."})
    mlflow.set_experiment(experiment_id=digits)
    log_digits_model(client, digits, train_digits(client, digits))
    sweep_wine(client, wine)
    Path("curves.csv").unlink()


main()
