"""Points of the Sobol sequence without scrambling, in 64 dimensions.

python sobol.py > sobol.csv

Made with SciPy 1.17.1. Each line: the index of a point, then its coordinates times 2^30.
"""
from scipy.stats import qmc

sequence = qmc.Sobol(64, scramble=False, bits=30)
points = sequence.random(65536)
for index in [1, 2, 3, 4, 5, 6, 7, 100, 1023, 1024, 65535]:
    print(index, *[int(x * 2**30) for x in points[index]], sep=",")
