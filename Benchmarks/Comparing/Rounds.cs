namespace Workshop.Benchmarks.Comparing;

/// <summary>Measures in turns, A B A B, so that what else the machine does hits both.</summary>
public static class Rounds
{
    /// <param name="count">Of rounds that count; one before them does not.</param>
    /// <param name="sides">Each measures once when called.</param>
    /// <returns>For each side its values, a round each.</returns>
    public static async Task<IReadOnlyList<IReadOnlyList<T>>> RunAsync<T>(int count, params Func<Task<T>>[] sides)
    {
        var values = sides.Select(_ => new List<T>()).ToList();
        for (var round = -1; round < count; round++)
        {
            for (var side = 0; side < sides.Length; side++)
            {
                var value = await sides[side]();
                if (round >= 0)
                {
                    values[side].Add(value);
                }
            }
        }

        return values;
    }
}
