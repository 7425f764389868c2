using Gradients.Api.Shell;
using Gradients.Projections.Seasons;

namespace Gradients.Api.Seasons;

/// <summary>A season file named on the command line, and what is wrong with it together with its name.</summary>
internal static class SeasonFile
{
    /// <param name="use">Given what the file tells.</param>
    /// <exception cref="Trouble">It is no season, or a rule refuses what it tells.</exception>
    public static T Read<T>(string path, Func<Season, T> use)
    {
        try
        {
            return use(SeasonReader.Read(Input.ReadAll(path)));
        }
        catch (SeasonException wrong)
        {
            throw new Trouble(
                $"{Input.Name(path)}: {Terminal.Plain(wrong.Message)}", wrong.Refused ? Exit.Diverged : Exit.Unreadable);
        }
    }
}
