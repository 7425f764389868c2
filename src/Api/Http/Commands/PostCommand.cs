using Gradients.Api.Http.Access;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Commands;

namespace Gradients.Api.Http.Commands;

/// <summary><c>POST /api/tournaments/{id}/{command}</c> and its like: one command, its data as the body.</summary>
internal static class PostCommand
{
    public static Endpoint Create(CommandExample example) => new("POST", example.Path,
        $"Record {example.Name.Replace('_', ' ')}; for keys with the role {Roles.Word(Roles.Least(example.Name))}.",
        request => HandleAsync(request, example))
    {
        Parameters = example.HasId
            ? [Parameter.Path("id", $"The {example.Kind}'s id.", example.Id), .. CommandHeaders.All]
            : [.. CommandHeaders.All],
        Command = example,
        Tag = "commands",
    };

    static async Task HandleAsync(Request request, CommandExample example)
    {
        Gate.Check(await request.Site.Gate.WriterAsync(request.Http), example.Name);
        var headers = CommandHeaders.Read(request);
        var line = CommandLines.Of(example.Name, example.StreamOf(request.Route("id")), headers.Key,
            await CommandLines.BodyAsync(request));
        var outcome = await request.Site.Host.HandleAsync(line, headers.Condition, request.Cancel);
        await CommandAnswer.WriteAsync(request, line, outcome);
    }
}
