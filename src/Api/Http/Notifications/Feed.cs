using System.Globalization;
using System.Xml;
using Gradients.Api.Database;
using Gradients.Api.Shell;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Store;

namespace Gradients.Api.Http.Notifications;

/// <summary><c>GET /feed.atom</c> for people, <c>GET /api/deliveries</c> for who has a key.</summary>
internal static class Feed
{
    const int Entries = 30;

    /// <summary>So far back the feed looks: a feed is about what is new.</summary>
    const long Window = 200_000;

    public static Endpoint[] All() =>
    [
        new("GET", "/feed.atom", "What happened lately, as an Atom feed.", FeedAsync)
        {
            ResponseType = "application/atom+xml",
            Tag = "notifications",
            IsShared = true,
        },
        new("GET", "/api/deliveries", "What webhooks were told, and what could not be delivered; needs a key.",
            DeliveriesAsync)
        {
            Parameters = [Parameter.Query("state", "string", "waiting, sending, delivered or dead.", "dead")],
            Tag = "notifications",
        },
    ];

    static async Task FeedAsync(Request request)
    {
        var head = request.Site.Host.Required.Head;
        if (request.IsKnown(head))
            return;
        var positions = await request.Site.Open.Source.ListAsync(
            "select seq_id from mt_events where seq_id > $1 and type = any($2) order by seq_id desc limit $3",
            r => r.GetInt64(0), request.Cancel, head - Window, Notice.Types.ToArray(), Entries);
        var notices = new List<(Notice Notice, DateTime At)>();
        foreach (var position in positions)
            await foreach (var row in request.Site.Open.Store.ReadAsync(position, position, request.Cancel))
                if (Notice.Of(StoredEvents.Decode(row, new Interner())) is { } notice)
                    notices.Add((notice, Pages.Words.At(row.At)));
        using var text = new MemoryStream();
        Write(text, notices, request.Site.PublicUrl);
        await request.WriteBytesAsync("application/atom+xml; charset=utf-8", text.ToArray());
    }

    static void Write(Stream target, List<(Notice Notice, DateTime At)> notices, string url)
    {
        using var xml = XmlWriter.Create(target, new() { Indent = true, CheckCharacters = true });
        xml.WriteStartElement("feed", "http://www.w3.org/2005/Atom");
        xml.WriteElementString("title", "Gradients.Ledger");
        xml.WriteElementString("id", $"{url}/feed.atom");
        xml.WriteElementString("updated", Time(notices.Count == 0 ? DateTime.UnixEpoch : notices[0].At));
        foreach (var (notice, at) in notices)
        {
            xml.WriteStartElement("entry");
            xml.WriteElementString("title", notice.Title);
            xml.WriteElementString("id", $"{url}/events/{notice.Position}");
            xml.WriteElementString("updated", Time(at));
            xml.WriteElementString("summary", notice.Text);
            xml.WriteStartElement("author");
            xml.WriteElementString("name", "Gradients.Ledger");
            xml.WriteEndElement();
            xml.WriteStartElement("link");
            xml.WriteAttributeString("href", url + notice.Path);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    static string Time(DateTime at) => at.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    static async Task DeliveriesAsync(Request request)
    {
        await request.Site.Gate.WriterAsync(request.Http);
        var rows = await request.Site.Open.Source.ListAsync(
            "select target, position, kind, title, state, attempts, due, error from ledger_deliveries "
            + "where state = coalesce($1, state) order by position desc limit 500",
            r => (Target: r.GetString(0), Position: r.GetInt64(1), Kind: r.GetString(2), Title: r.GetString(3),
                State: r.GetString(4), Attempts: r.GetInt32(5), Due: r.GetDateTime(6), Error: r.Text(7)),
            request.Cancel, (object?)request.Query("state") ?? DBNull.Value);
        await request.WriteAsync(json => json.WriteObjects(rows, row =>
        {
            json.WriteString("target", row.Target);
            json.WriteNumber("position", row.Position);
            json.WriteString("kind", row.Kind);
            json.WriteString("title", row.Title);
            json.WriteString("state", row.State);
            json.WriteNumber("attempts", row.Attempts);
            json.WriteString("due", row.Due);
            json.WriteString("error", row.Error);
        }));
    }
}
