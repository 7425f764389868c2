using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Gradients.Ledger.Commands;
using Microsoft.AspNetCore.Http;

namespace Gradients.Api.Http;

/// <summary>What the server counts (<c>System.Diagnostics.Metrics</c>, meter "Gradients").</summary>
internal sealed class Metrics : IDisposable
{
    public const string MeterName = "Gradients";

    readonly Meter _meter = new(MeterName);
    readonly Counter<long> _requests;
    readonly Counter<long> _commands;
    readonly Counter<long> _audits;
    readonly Counter<long> _deliveries;

    public Metrics()
    {
        _requests = _meter.CreateCounter<long>("gradients_requests_total", description: "Requests by method.");
        _commands = _meter.CreateCounter<long>("gradients_commands_total", description: "Commands by outcome.");
        _audits = _meter.CreateCounter<long>("gradients_audits_total", description: "Audits by verdict.");
        _deliveries = _meter.CreateCounter<long>(
            "gradients_deliveries_total", description: "Notifications by outcome.");
    }

    /// <summary>Totals by name and labels since the start.</summary>
    public ConcurrentDictionary<(string Name, string Labels), long> Totals { get; } = new();

    public void Count(HttpContext http) => Add(_requests, "method", http.Request.Method switch
    {
        "GET" or "HEAD" => "get",
        "POST" => "post",
        _ => "other", // Whatever a stranger invents must not become a label.
    });

    public void Command(Outcome outcome) => Add(_commands, "outcome", outcome switch
    {
        Outcome.Stale => "stale",
        Outcome.Answered { Answer: Answer.Accepted } => "accepted",
        Outcome.Answered { Answer: Answer.Repeated } => "repeated",
        _ => "refused",
    });

    public void Audit(string verdict) => Add(_audits, "verdict", verdict);

    public void Delivered(string outcome) => Add(_deliveries, "outcome", outcome);

    void Add(Counter<long> counter, string label, string value)
    {
        counter.Add(1, new KeyValuePair<string, object?>(label, value));
        Totals.AddOrUpdate((counter.Name, $"{label}=\"{value}\""), 1, (_, before) => before + 1);
    }

    public void Dispose() => _meter.Dispose();
}
