using Gradients.Benchmarks;
using Gradients.Benchmarks.Meter;
using Gradients.Benchmarks.Runners;

// One line per benchmark; no name runs all of them.
(string Name, Func<Task> Run)[] benchmarks =
[
    ("store", StoreBenchmark.RunAsync),
    ("rebuild", RebuildBenchmark.RunAsync),
    ("projections", ProjectionBenchmark.RunAsync),
    ("fold", FoldBenchmark.RunAsync),
    ("log", LogBenchmark.RunAsync),
    ("publish", PublishBenchmark.RunAsync),
    ("bootstrap", BootstrapBenchmark.RunAsync),
    ("rulebook", RulebookBenchmark.RunAsync),
    ("memory", MemoryBenchmark.RunAsync),
    ("start", StartBenchmark.RunAsync),
    ("meter", MeterBenchmark.RunAsync),
    ("scheduling", SchedulingBenchmark.RunAsync),
    ("runners", OverheadBenchmark.RunAsync),
    ("flood", FloodBenchmark.RunAsync),
];

// Started by "meter" itself, once for each set of vector instructions.
if (args is [MeterBenchmark.Products])
{
    await ProductBenchmark.RunAsync();
    return 0;
}

var chosen = benchmarks.Where(b => args.Length == 0 || args.Contains(b.Name)).ToList();
if (chosen.Count == 0)
{
    Console.Error.WriteLine($"Benchmarks: {string.Join(", ", benchmarks.Select(b => b.Name))}");
    return 2;
}

foreach (var benchmark in chosen)
    await benchmark.Run();
return 0;
