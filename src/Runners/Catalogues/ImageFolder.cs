using System.Collections.Immutable;

namespace Gradients.Runners.Catalogues;

/// <summary>A dataset of images: in one folder pictures, each with a text of the same name beside it.</summary>
public static class ImageFolder
{
    static readonly ImmutableArray<string> Kinds = [".jpeg", ".jpg", ".png", ".webp"];

    /// <summary>Each picture and its text, by file name, in ordinal order.</summary>
    /// <exception cref="FormatException">A picture lacks its text; the message names it.</exception>
    public static ImmutableArray<(string Picture, string Text)> Pairs(string folder)
    {
        var files = ContentDigest.Files(folder).ToArray();
        return
        [
            .. files.Where(file => Kinds.Contains(Path.GetExtension(file), StringComparer.Ordinal)).Select(picture =>
            {
                var text = Path.ChangeExtension(picture, ".txt");
                return Array.BinarySearch(files, text, StringComparer.Ordinal) >= 0
                    ? (picture, text)
                    : throw new FormatException($"the picture {picture} has no text {text} beside it");
            }),
        ];
    }
}
