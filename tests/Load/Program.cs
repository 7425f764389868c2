using Gradients.Load;

if (args is not [var url, var key, ..] || !Uri.TryCreate(url, UriKind.Absolute, out var address))
{
    await Console.Error.WriteLineAsync("load URL KEY [SECONDS [READERS [WRITERS]]]: loads a running server; ops/load does it all.");
    return 2;
}
int Number(int place, int otherwise) => args.Length > place
    ? int.Parse(args[place], System.Globalization.CultureInfo.InvariantCulture)
    : otherwise;
using var load = new Load(address, key);
return await load.RunAsync(TimeSpan.FromSeconds(Number(2, 60)), Number(3, 200), Number(4, 4)) ? 0 : 1;
