using System.Net;
using Microsoft.Extensions.Time.Testing;
using Workshop.Labs.Progress;
using Workshop.Labs.Rooms;

namespace Workshop.Labs.Tests.Rooms;

/// <summary>Both sides of a room on loopback, over TLS as between two machines.</summary>
public sealed class RoomTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Begin = new(2026, 11, 30, 9, 0, 0, TimeSpan.Zero);
    private static readonly Lab Pods = Course.Labs.Single(lab => lab.Number == 4);
    private readonly FakeTimeProvider _time = new(Begin);
    private readonly List<string> _told = [];
    private readonly RoomBook _book;
    private RoomServer _server = null!;

    public RoomTests() => _book = new RoomBook(seats: 2, _time, _told.Add);

    public async Task InitializeAsync() => _server = await RoomServer.OpenAsync(new IPEndPoint(IPAddress.Loopback, 0), seats: 2, _book, TimeProvider.System, CancellationToken.None);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_learner_with_the_word_is_seen_with_her_progress()
    {
        Assert.True(await Send("Anna", Some(steps: 2)));

        var anna = Assert.Single(_book.Learners);
        Assert.Equal($"lab 4, step 3 of {Pods.Checks.Count}", anna.Position);
        Assert.Equal(Begin.AddMinutes(1), anna.LastGreenAt);
        Assert.Equal([$"Anna has come: lab 4, step 3 of {Pods.Checks.Count}"], _told);
    }

    [Fact]
    public async Task A_wrong_token_is_turned_away()
    {
        var refusal = await Assert.ThrowsAsync<LabException>(() => Send("Anna", Some(1), word: _server.Word with { Token = RoomSecrets.NewToken() }));

        Assert.Contains("does not know this join word", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(_book.Learners);
    }

    [Fact]
    public async Task Nothing_is_sent_to_whom_the_fingerprint_does_not_name()
    {
        var refusal = await Assert.ThrowsAsync<LabException>(() => Send("Anna", Some(1), word: _server.Word with { Fingerprint = new byte[32] }));

        Assert.Contains("is not the room of this join word", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(_book.Learners);
    }

    [Fact]
    public async Task One_learner_too_many_is_told_that_the_room_is_full()
    {
        await Send("Anna", Some(1));
        await Send("Ben", Some(1), key: "ben");

        var refusal = await Assert.ThrowsAsync<LabException>(() => Send("Carla", Some(1), key: "carla"));

        Assert.Contains("full", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["Anna", "Ben"], _book.Learners.Select(learner => learner.Name));
    }

    [Fact]
    public async Task A_report_that_is_too_big_is_not_even_sent()
    {
        var refusal = await Assert.ThrowsAsync<LabException>(() => Send(new string('x', RoomServer.LargestReport), Some(1)));

        Assert.Contains("more than a room takes (64 KB)", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_sends_too_much_all_the_same_is_stopped_before()
    {
        using var http = Http(_server.Word.Token);
        // Asks first, so that the answer is heard before the body goes.
        http.DefaultRequestHeaders.ExpectContinue = true;

        using var answer = await http.PutAsync(RoomServer.Path, new StringContent(new string('x', RoomServer.LargestReport + 1)));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("null")]
    [InlineData("""{ "name": "Anna" }""")]
    [InlineData("""{ "name": null, "labs": [] }""")]
    [InlineData("""{ "name": "Anna", "labs": null }""")]
    [InlineData("""{ "name": "Anna", "labs": [null] }""")]
    [InlineData("""{ "name": "Anna", "labs": [], "more": 1 }""")]
    [InlineData("""{ "name": "Anna", "labs": [{ "lab": 4, "begun": "2026-11-30T09:00:00Z", "green": null }] }""")]
    public async Task What_is_no_report_is_refused(string body) => Assert.Equal(HttpStatusCode.BadRequest, await Put(body));

    [Fact]
    public async Task A_lab_that_is_told_twice_or_unknown_harms_nobody()
    {
        var status = await Put("""{ "name": "Anna", "labs": [{ "lab": 4, "begun": "2026-11-30T09:00:00Z", "green": { "nonsense": "2026-11-30T09:00:00Z" } }, { "lab": 4, "begun": "2026-11-30T09:00:00Z", "green": {} }, { "lab": 99, "begun": "2026-11-30T09:00:00Z", "green": {} }] }""");

        Assert.Equal(HttpStatusCode.NoContent, status);
        Assert.Equal($"lab 4, step 1 of {Pods.Checks.Count}", Assert.Single(_book.Learners).Position);
    }

    [Fact]
    public async Task Reports_that_follow_too_fast_wait()
    {
        await Send("Anna", Some(1));

        Assert.False(await Send("Anna", Some(2)));
        _time.Advance(RoomBook.Pause);
        Assert.True(await Send("Anna", Some(2)));
    }

    [Fact]
    public async Task An_address_that_floods_the_room_is_held_off()
    {
        using var http = Http(_server.Word.Token);
        HashSet<HttpStatusCode> seen = [];
        for (var sent = 0; sent <= RoomServer.MostRequests && !seen.Contains(HttpStatusCode.TooManyRequests); sent++)
        {
            using var answer = await http.GetAsync(RoomServer.Path);
            seen.Add(answer.StatusCode);
        }

        Assert.Equal([HttpStatusCode.MethodNotAllowed, HttpStatusCode.TooManyRequests], seen);
    }

    [Fact]
    public async Task Who_goes_and_comes_back_finds_the_same_row()
    {
        await Send("Anna", Some(1));
        _time.Advance(RoomBook.Patience * 2);
        _book.Look();
        Assert.False(Assert.Single(_book.Learners).IsHere);

        await Send("Anna", Some(2));

        Assert.True(Assert.Single(_book.Learners).IsHere);
        Assert.Equal(["Anna has gone", $"Anna is back: lab 4, step 3 of {Pods.Checks.Count}"], _told.Skip(1));
    }

    [Fact]
    public async Task Who_says_goodbye_has_gone_at_once()
    {
        await Send("Anna", Some(1));
        using var client = new RoomClient(_server.Word, "anna");

        await client.LeaveAsync(CancellationToken.None);

        Assert.False(Assert.Single(_book.Learners).IsHere);
    }

    [Fact]
    public async Task Two_learners_of_one_name_have_a_row_each()
    {
        await Send("Anna", Some(1));
        await Send("Anna", Some(2), key: "another");

        Assert.Equal(["Anna", "Anna (2)"], _book.Learners.Select(learner => learner.Name));
    }

    [Fact]
    public async Task A_visit_tells_when_the_room_is_away_and_when_it_answers_again()
    {
        List<string> told = [];
        using var client = new RoomClient(_server.Word, "anna");
        var progress = Some(1);
        var visit = new RoomVisit(client, "Anna", () => progress, told.Add, _time);
        await visit.ReportAsync(CancellationToken.None);
        await visit.ReportAsync(CancellationToken.None);
        progress = Some(2);
        _time.Advance(RoomBook.Pause / 2);
        await visit.ReportAsync(CancellationToken.None);
        _time.Advance(RoomBook.Pause);
        await visit.ReportAsync(CancellationToken.None);

        Assert.Equal(["The room has your progress. Ctrl+C leaves it.", "The room does not answer. It is tried again until Ctrl+C.", "The room answers again."], told);
        Assert.Equal($"lab 4, step 3 of {Pods.Checks.Count}", Assert.Single(_book.Learners).Position);
    }

    [Fact]
    public async Task A_room_that_is_not_there_is_no_error_of_the_learners()
    {
        using var nobody = FreePortOf();

        Assert.False(await Send("Anna", Some(1), word: _server.Word with { Address = (IPEndPoint)nobody.LocalEndpoint }));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_with_what_to_do()
    {
        var refusal = await Assert.ThrowsAsync<LabException>(() => RoomServer.OpenAsync(_server.Word.Address, 1, _book, TimeProvider.System, CancellationToken.None));

        Assert.Contains("--port", refusal.Message, StringComparison.Ordinal);
    }

    // Bound and not listening: nobody answers there, and nobody else gets it meanwhile.
    private static Bound FreePortOf() => new();

    private async Task<bool> Send(string name, LearnerProgress progress, string key = "anna", JoinWord? word = null)
    {
        using var client = new RoomClient(word ?? _server.Word, key);
        return await client.SendAsync(ProgressNote.Of(name, progress), CancellationToken.None);
    }

    private async Task<HttpStatusCode> Put(string body)
    {
        using var http = Http(_server.Word.Token);
        using var answer = await http.PutAsync(RoomServer.Path, new StringContent(body));
        return answer.StatusCode;
    }

    private HttpClient Http(string token)
    {
        var http = new HttpClient(new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => RoomSecrets.FingerprintOf(certificate!).SequenceEqual(_server.Word.Fingerprint) } }) { BaseAddress = new Uri($"https://{_server.Word.Address}") };
        http.DefaultRequestHeaders.Add("Authorization", $"Bearer {token}");
        http.DefaultRequestHeaders.Add(RoomServer.KeyHeader, "raw");
        return http;
    }

    private static LearnerProgress Some(int steps) => LearnerProgress.None.With(Pods, lab =>
        Pods.Checks.Take(steps).Select((check, index) => (check.Step, At: Begin.AddMinutes(index))).Aggregate(lab.Begun(Begin), (seen, one) => seen.Seen(one.Step, one.At)));

    private sealed class Bound : IDisposable
    {
        private readonly System.Net.Sockets.Socket _socket = new(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);

        public Bound() => _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        public EndPoint LocalEndpoint => _socket.LocalEndPoint!;

        public void Dispose() => _socket.Dispose();
    }
}
