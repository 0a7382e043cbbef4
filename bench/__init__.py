"""Speed and memory on generated data, each figure beside yardsticks measured in the same run."""
