using Gradients.Ledger.Tournaments;

namespace Gradients.Runners.Conductor;

/// <summary>While a field is open: seeds are bound, entries settled in the order they came, and then it closes.</summary>
static class FieldWork
{
    internal static void Find(
        string stream, Tournament.Open open, Course course, ConductPlan plan, Seeds seeds, long now, Found found)
    {
        for (var round = 1; round <= Seeds.Rounds; round++)
            if (!open.Promises.Any(promise => promise.Round == round))
                found.Say(stream, Keys.Of(stream, "seed", Keys.Number(round)),
                    new DrawSeedCommitted(seeds.Commitment(stream, round), round));
        var unsettled = open.Entries
            .Where(entry => entry.Status == EntryStatus.Submitted
                && entry.PaidRao >= open.Terms.Announcement.FeeRao)
            .Select(entry => course.Entries.GetValueOrDefault(entry.Hotkey)).OfType<Code>()
            .OrderBy(code => code.Submission).ToArray();
        for (var i = 0; i < unsettled.Length; i++)
            found.Add(new Job.Check(stream, course.Type, unsettled[i], i));
        if (unsettled.Length > 0 || open.Promises.Length < Seeds.Rounds)
            return;
        if (plan.MayClose(open, course.AnnouncedAt, now))
            found.Say(stream, Keys.Of(stream, "close_field"), new CloseField());
        else
            found.Wait(stream, "its field is open");
    }
}
