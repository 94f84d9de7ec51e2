"""Trains a small network on a made-up problem, in plain Python: no package is needed.

Started from Runbench (or `mlflow run`), it logs into the run it was given: through the mlflow package where that is installed,
else by writing the file store itself, which is what any program in any language can do.
"""

import argparse
import json
import math
import os
import random
import struct
import sys
import time
import zlib
from pathlib import Path
from urllib.parse import unquote, urlparse
from urllib.request import url2pathname


class FileLogger:
    """Appends to the run's folder in an MLflow file store: one line a metric value, one file a param or tag."""

    def __init__(self, tracking_uri, run_id, experiment_id):
        parsed = urlparse(tracking_uri)
        self.run = Path(url2pathname(unquote(parsed.path))) / experiment_id / run_id

    def metric(self, key, value, step):
        path = self.run / "metrics" / key
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(f"{int(time.time() * 1000)} {value!r} {step}\n")

    def param(self, key, value):
        (self.run / "params" / key).write_text(str(value), encoding="utf-8")

    def tag(self, key, value):
        (self.run / "tags" / key).write_text(value, encoding="utf-8")

    def artifact(self, path, data):
        target = self.run / "artifacts" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)

    def close(self):
        pass


class MlflowLogger:
    def __init__(self, mlflow):
        self.mlflow = mlflow
        mlflow.start_run()  # adopts the run named by MLFLOW_RUN_ID

    def metric(self, key, value, step):
        self.mlflow.log_metric(key, value, step=step)

    def param(self, key, value):
        self.mlflow.log_param(key, value)

    def tag(self, key, value):
        self.mlflow.set_tag(key, value)

    def artifact(self, path, data):
        folder, name = os.path.split(path)
        with open(name, "wb") as file:
            file.write(data)
        self.mlflow.log_artifact(name, folder or None)
        os.remove(name)

    def close(self):
        self.mlflow.end_run()


class NoLogger:
    def metric(self, key, value, step):
        pass

    def param(self, key, value):
        pass

    tag = artifact = param

    def close(self):
        pass


def make_logger():
    try:
        import mlflow

        return MlflowLogger(mlflow)
    except ImportError:
        pass
    uri, run_id = os.environ.get("MLFLOW_TRACKING_URI", ""), os.environ.get("MLFLOW_RUN_ID", "")
    if run_id and uri.startswith("file:"):
        return FileLogger(uri, run_id, os.environ.get("MLFLOW_EXPERIMENT_ID", "0"))
    print("no mlflow package and no file store given: training without logging", file=sys.stderr)
    return NoLogger()


def make_spirals(rng, count):
    """Two arms of a spiral: (x, y) and which arm."""
    rows = []
    for number in range(count):
        arm = number % 2
        turn = rng.random() * 1.6 * math.pi + 0.6
        angle = turn + arm * math.pi
        rows.append((turn * math.cos(angle) / 6 + rng.gauss(0, 0.07), turn * math.sin(angle) / 6 + rng.gauss(0, 0.07), arm))
    return rows


class Network:
    """Two inputs, one hidden layer of tanh, one sigmoid; trained by plain stochastic gradient descent."""

    def __init__(self, rng, hidden):
        self.hidden = [[rng.gauss(0, 1.5) for _ in range(3)] for _ in range(hidden)]
        self.out = [rng.gauss(0, 0.5) for _ in range(hidden + 1)]

    def forward(self, x, y):
        active = [math.tanh(w[0] * x + w[1] * y + w[2]) for w in self.hidden]
        score = self.out[-1] + sum(w * a for w, a in zip(self.out, active))
        return active, 1 / (1 + math.exp(-max(-40.0, min(40.0, score))))

    def learn(self, row, rate):
        x, y, target = row
        active, guess = self.forward(x, y)
        error = guess - target
        for unit, value in enumerate(active):
            slope = error * self.out[unit] * (1 - value * value)
            self.out[unit] -= rate * error * value
            self.hidden[unit][0] -= rate * slope * x
            self.hidden[unit][1] -= rate * slope * y
            self.hidden[unit][2] -= rate * slope
        self.out[-1] -= rate * error

    def measure(self, rows):
        loss = right = 0.0
        for x, y, target in rows:
            _, guess = self.forward(x, y)
            guess = min(max(guess, 1e-9), 1 - 1e-9)
            loss -= math.log(guess if target else 1 - guess)
            right += (guess > 0.5) == bool(target)
        return loss / len(rows), right / len(rows)


def draw(network, size=120):
    """A PNG of what the network decides over the plane."""
    lines = b""
    for row in range(size):
        lines += b"\0"
        for column in range(size):
            _, guess = network.forward(column / size * 2 - 1, 1 - row / size * 2)
            lines += bytes((int(59 + 150 * guess), int(115 + 60 * (0.5 - abs(guess - 0.5))), int(209 - 150 * guess)))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--learning-rate", type=float, default=0.05)
    parser.add_argument("--hidden", type=lambda text: int(float(text)), default=12)
    parser.add_argument("--epochs", type=lambda text: int(float(text)), default=40)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--label", default="")
    args = parser.parse_args()

    rng = random.Random(7)
    train, test = make_spirals(rng, 400), make_spirals(rng, 200)
    network = Network(rng, args.hidden)
    logger = make_logger()
    logger.param("train_rows", len(train))
    logger.param("test_rows", len(test))
    logger.tag("label", args.label)

    began = time.monotonic()
    for epoch in range(args.epochs):
        rng.shuffle(train)
        for row in train:
            network.learn(row, args.learning_rate)
        loss, _ = network.measure(train)
        val_loss, accuracy = network.measure(test)
        logger.metric("train/loss", loss, epoch)
        logger.metric("val/loss", val_loss, epoch)
        logger.metric("val/accuracy", accuracy, epoch)
        done = (epoch + 1) * 30 // args.epochs
        print(f"\repoch {epoch + 1:>3}/{args.epochs} \x1b[32m{'█' * done}\x1b[0m{'░' * (30 - done)} loss {loss:.4f} accuracy {accuracy:.3f}", end="", flush=True)
        time.sleep(max(0.0, began + (epoch + 1) * args.seconds / args.epochs - time.monotonic()))
    print()

    logger.artifact("plots/decision.png", draw(network))
    summary = {"loss": round(loss, 6), "val_loss": round(val_loss, 6), "val_accuracy": accuracy, "hidden": args.hidden}
    logger.artifact("summary.json", json.dumps(summary, indent=2).encode())
    logger.close()
    print(f"\x1b[1mfinished\x1b[0m: accuracy {accuracy:.3f}")


if __name__ == "__main__":
    main()
