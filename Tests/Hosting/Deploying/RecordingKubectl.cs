using Workshop.Hosting.Deploying;

namespace Workshop.Hosting.Tests.Deploying;

/// <summary>Writes down what it is asked, and answers what the test says.</summary>
internal sealed class RecordingKubectl : IKubectl
{
    public List<string> Calls { get; } = [];

    /// <summary>What came on standard input, in order.</summary>
    public List<string> Inputs { get; } = [];

    /// <summary>Answers by the beginning of the arguments. Else a Secret that is asked for is the one that was made, and anything else is good and says nothing.</summary>
    public Dictionary<string, KubectlAnswer> Answers { get; } = new() { ["get secrets"] = new(0, """{"items":[]}""", "") };

    public Task<KubectlAnswer> AskAsync(IReadOnlyList<string> arguments, string? input, CancellationToken ct)
    {
        if (input is not null)
        {
            Inputs.Add(input);
        }

        return Task.FromResult(Record(arguments));
    }

    public Task<int> ShowAsync(IReadOnlyList<string> arguments, CancellationToken ct) => Task.FromResult(Record(arguments).ExitCode);

    private KubectlAnswer Record(IReadOnlyList<string> arguments)
    {
        var call = string.Join(' ', arguments);
        Calls.Add(call);
        if (call.StartsWith("get secret ", StringComparison.Ordinal) && !Answers.Keys.Any(known => call.StartsWith(known, StringComparison.Ordinal)))
        {
            return new(0, Inputs.FirstOrDefault(input => input.Contains($"\"{arguments[2]}\"", StringComparison.Ordinal)) ?? "", "");
        }

        return Answers.FirstOrDefault(answer => call.StartsWith(answer.Key, StringComparison.Ordinal)).Value ?? new(0, "", "");
    }
}
