namespace Workshop.Benchmarks.Peers;

/// <summary>Waits for programs that were started.</summary>
public static class Answering
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <returns>The address, once it answers 200.</returns>
    public static async Task<Uri> At(Uri address, TestProcess process)
    {
        using var http = new HttpClient();
        await Eventually.Is(
            async () =>
            {
                if (process.HasExited)
                {
                    throw new InvalidOperationException($"What was to answer at {address} has ended:\n{process.All}");
                }

                try
                {
                    using var answer = await http.GetAsync(address);
                    return answer.IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            $"{address} answers",
            Limit,
            CancellationToken.None);
        return address;
    }
}
