using System.Collections.Immutable;
using Gradients.Ledger.Tournaments;

namespace Gradients.Ledger.Catalogues;

/// <summary>
/// The base models and datasets that tasks are made of, as an operator lists them in one file (docs/catalogue.md).
/// Which of them a task gets follows from the round's recorded seed, so whoever has the file repeats the choice.
/// </summary>
/// <param name="Digest"><c>sha256:</c> and the SHA-256 of the file's bytes; task ids are made from it.</param>
/// <param name="Models">In the order of the file, which the choice goes by.</param>
/// <param name="Datasets">In the order of the file, which the choice goes by.</param>
public sealed record Catalogue(
    string Digest, ImmutableArray<CatalogueModel> Models, ImmutableArray<CatalogueDataset> Datasets);

/// <summary>A base model: a folder in the layout of Hugging Face.</summary>
/// <param name="Name"><c>owner/name</c>, as tasks name it.</param>
/// <param name="Path">Where it lies, from the catalogue's folder.</param>
/// <param name="Digest"><c>sha256:</c> over its files (docs/catalogue.md).</param>
/// <param name="Parameters">How many it has; GPUs and hours go by it.</param>
/// <param name="ImageKind">Of an image model, as trainers are told it (<c>sdxl</c>, <c>flux</c>); else absent.</param>
/// <param name="OnProcessors">Small enough to be trained without a GPU: its tasks ask for none.</param>
public sealed record CatalogueModel(
    string Name, string Path, string Digest, long Parameters, string? ImageKind, bool OnProcessors);

/// <summary>A dataset: a file of rows, or for images a folder of pictures with a text beside each.</summary>
/// <param name="Name">As people call it.</param>
/// <param name="Path">Where it lies, from the catalogue's folder.</param>
/// <param name="Digest"><c>sha256:</c> of the file, or over the files of the folder.</param>
/// <param name="Type">What is trained on it.</param>
/// <param name="Rows">Rows, or pictures.</param>
/// <param name="Tokens">Of all rows, if they were counted; hours go by it.</param>
/// <param name="Columns">Which field is what, as JSON in the names that trainers are told; null for images.</param>
/// <param name="Model">The one base model it is for; any of its kind where none is named.</param>
/// <param name="Hours">Fixed by the operator; absent: from the sizes of data and model.</param>
/// <param name="Continues">The lineage of an earlier fine-tune that this dataset trains on from.</param>
public sealed record CatalogueDataset(
    string Name, string Path, string Digest, TaskType Type, int Rows, long? Tokens, string? Columns, string? Model,
    double? Hours, string? Continues)
{
    /// <summary>What models are played or scored in; of environment datasets alone.</summary>
    public ImmutableArray<NamedEnvironment> Environments { get; init; } = [];
}

/// <summary>A catalogue lacks what a round needs.</summary>
public sealed class CatalogueException(string message) : Exception(message);
