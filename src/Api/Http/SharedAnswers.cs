using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Gradients.Api.Http;

/// <summary>
/// Answers that follow from the ledger alone: made once for all who ask the same at the same time, and kept while the
/// ledger stands where it stood. Nobody is shown less than the ledger held when the question came in. Making one waits
/// for a turn, first come, first served, so that any number of readers takes few connections of the database.
/// </summary>
internal sealed class SharedAnswers(LedgerHost host) : IDisposable
{
    /// <summary>Longer answers go to each reader as they are made, in constant memory.</summary>
    const int MostBytesOfOne = 1 << 20;

    /// <summary>All kept answers together.</summary>
    const long MostBytes = 32 << 20;

    const int MostQuestions = 2048;

    /// <summary>Tables that were made anew from the same events (<c>gradients rebuild</c>) show this soon.</summary>
    const long MostMilliseconds = 1000;

    // Together with those of the host and of its workers well below the 100 connections that PostgreSQL and its client
    // allow when nothing else was set. Streams have turns of their own: their readers may be slow.
    readonly SemaphoreSlim _turns = new(16);
    readonly SemaphoreSlim _streams = new(32);
    readonly Dictionary<string, Question> _questions = new(StringComparer.Ordinal); // Locked, bytes too.
    long _bytes;

    sealed class Question(string key)
    {
        public string Key => key;

        /// <summary>One reader makes the answer, the others wait for it.</summary>
        public SemaphoreSlim Making { get; } = new(1);

        public volatile KeptAnswer? Answer;

        public volatile bool IsLong;
    }

    public async Task AnswerAsync(Request request, Func<Request, Task> handle)
    {
        if (!request.WantsLines && host.Now is { } now
            && await FindAsync(QuestionOf(request.Http.Request), request, handle, now.Head, Environment.TickCount64)
                is var (answer, known))
            await answer.SendAsync(request.Http, known);
        else
            await InTurnAsync(_streams, request, handle);
    }

    /// <summary>The answer, and which one the caller has; null: it is too long to be kept.</summary>
    async Task<(KeptAnswer, StringValues)?> FindAsync(
        Question question, Request request, Func<Request, Task> handle, long head, long arrived)
    {
        var known = request.Http.Request.Headers.IfNoneMatch;
        if (Good(question, head, arrived) is { } kept)
            return (kept, known);
        if (question.IsLong)
            return null;
        await question.Making.WaitAsync(request.Cancel);
        try
        {
            if (Good(question, head, arrived) is { } made)
                return (made, known); // By who came before, after we came.
            if (question.IsLong)
                return null;
            request.Http.Request.Headers.IfNoneMatch = default; // The whole answer: others want it too.
            if (await MakeAsync(request, handle) is { } answer)
                return (Keep(question, answer), known);
            request.Http.Request.Headers.IfNoneMatch = known;
            question.IsLong = true;
            return null;
        }
        finally
        {
            question.Making.Release();
        }
    }

    static KeptAnswer? Good(Question question, long head, long arrived) =>
        question.Answer is { } answer && answer.Head >= head && answer.Since >= arrived - MostMilliseconds
            ? answer
            : null;

    /// <summary>Null: it is too long; nothing of it was sent.</summary>
    async Task<KeptAnswer?> MakeAsync(Request request, Func<Request, Task> handle)
    {
        var http = request.Http;
        var common = http.Response.Headers.Select(h => h.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var sent = http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var body = new AnswerBuffer(MostBytesOfOne);
        var taken = new StreamResponseBodyFeature(body);
        http.Features.Set<IHttpResponseBodyFeature>(taken);
        try
        {
            var (head, since) = (0L, 0L);
            await InTurnAsync(_turns, request, r =>
            {
                (head, since) = (host.Required.Head, Environment.TickCount64);
                return handle(r);
            });
            await taken.CompleteAsync();
            return new(head, since, http.Response.StatusCode,
                [.. http.Response.Headers.Where(h => !common.Contains(h.Key))], body.ToArray());
        }
        catch (AnswerBuffer.Exceeded)
        {
            foreach (var name in http.Response.Headers.Select(h => h.Key).Where(h => !common.Contains(h)).ToArray())
                http.Response.Headers.Remove(name);
            return null;
        }
        finally
        {
            http.Features.Set(sent);
        }
    }

    static async Task InTurnAsync(SemaphoreSlim turns, Request request, Func<Request, Task> handle)
    {
        await turns.WaitAsync(request.Cancel);
        try
        {
            await handle(request);
        }
        finally
        {
            turns.Release();
        }
    }

    Question QuestionOf(HttpRequest asked)
    {
        var key = $"{asked.Path}{asked.QueryString}";
        lock (_questions)
        {
            if (_questions.TryGetValue(key, out var question))
                return question;
            if (_questions.Count >= MostQuestions)
                Forget();
            return _questions[key] = new(key);
        }
    }

    KeptAnswer Keep(Question question, KeptAnswer answer)
    {
        if (answer.Status >= 500)
            return answer; // Nobody else need suffer from it.
        lock (_questions)
        {
            var before = question.Answer?.Cost ?? 0;
            question.Answer = answer; // Who waits for it gets it, also where the question was forgotten.
            if (_questions.GetValueOrDefault(question.Key) != question)
                return answer;
            _bytes += answer.Cost - before;
            if (_bytes > MostBytes)
                Forget();
        }
        return answer;
    }

    /// <summary>All at once: what is asked again is soon back, and most was made at a position long past.</summary>
    void Forget()
    {
        _questions.Clear();
        _bytes = 0;
    }

    public void Dispose()
    {
        _turns.Dispose();
        _streams.Dispose();
    }
}
