"""The parts of a SARIF 2.1.0 log: its objects, rules, results, places and the run around them."""
