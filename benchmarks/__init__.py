"""Measurements: how long things take, as ratios to others that do the same. None of this is part of the tests.

``python -m benchmarks`` (``invoke bench``) builds sites of many posts with us, Pelican as it comes, Hugo and Eleventy;
``python -m benchmarks.markup`` and its like look at one thing each. docs/performance.md tells what came out.
"""
