using System.Collections.Concurrent;
using System.Net;
using System.Threading.Channels;
using Workshop.ClusterPage.Watching;

namespace Workshop.ClusterPage.Tests.Watching;

/// <summary>A cluster that answers what the test says, one answer a request, and records what it was asked. A request without an answer waits for one.</summary>
internal sealed class ScriptedCluster : IClusterTransport
{
    private readonly Channel<Func<HttpResponseMessage>> _answers = Channel.CreateUnbounded<Func<HttpResponseMessage>>();

    public string Server => "https://scripted.test";

    public ConcurrentQueue<string> Asked { get; } = new();

    public async Task<HttpResponseMessage> GetAsync(string pathAndQuery, CancellationToken ct)
    {
        Asked.Enqueue(pathAndQuery);
        return (await _answers.Reader.ReadAsync(ct))();
    }

    public void Answer(string json, HttpStatusCode code = HttpStatusCode.OK) => Enqueue(() => new HttpResponseMessage(code) { Content = new StringContent(json) });

    public void Fail(Exception e) => Enqueue(() => throw e);

    /// <summary>A watch that sends these lines and then stays open.</summary>
    public WatchFeed AnswerWatch(params string[] lines)
    {
        var feed = new WatchFeed();
        foreach (var line in lines)
        {
            feed.Send(line);
        }

        Enqueue(() => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(feed.Reading) });
        return feed;
    }

    public static string List(string version, params string[] items) => ListPage(version, "", items);

    public static string ListPage(string version, string next, params string[] items) =>
        $$"""{"metadata":{"resourceVersion":"{{version}}","continue":"{{next}}"},"items":[{{string.Join(',', items)}}]}""";

    public static string Pod(string name, string version, string ready = "True") =>
        $$"""{"metadata":{"name":"{{name}}","namespace":"default","uid":"u-{{name}}","resourceVersion":"{{version}}"},"status":{"phase":"Running","conditions":[{"type":"Ready","status":"{{ready}}"}]} }""";

    public static string Change(string type, string item) => $$"""{"type":"{{type}}","object":{{item}} }""";

    public static string Bookmark(string version) => Change("BOOKMARK", $$"""{"kind":"Pod","metadata":{"resourceVersion":"{{version}}"} }""");

    public static string Status(int code, string reason, string message) => $$"""{"kind":"Status","code":{{code}},"reason":"{{reason}}","message":"{{message}}"}""";

    private void Enqueue(Func<HttpResponseMessage> answer) => _answers.Writer.TryWrite(answer);
}
