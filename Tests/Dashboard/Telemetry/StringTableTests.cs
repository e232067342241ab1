using System.Text;
using Workshop.Dashboard.Telemetry.Packing;

namespace Workshop.Dashboard.Tests.Telemetry;

public sealed class StringTableTests
{
    [Fact]
    public void A_string_earns_its_place_when_it_comes_again()
    {
        var table = new StringTable();

        var indexes = Enumerable.Range(0, 3).Select(_ => table.IndexOf("http.route"u8)).ToArray();

        Assert.Equal([-1, 0, 0], indexes);
        Assert.Equal("http.route", table[0]);
    }

    [Fact]
    public void Former_tables_are_few_while_they_are_used_and_a_new_one_begins_when_one_is_free()
    {
        var tables = new StringTables();
        var used = Enumerable.Range(0, 10).Select(_ => FillAndTurn(tables)).Distinct().ToArray();
        var last = tables.Current;

        used[0].Users = 0;
        tables.Turn();

        Assert.Equal(4, used.Length);
        Assert.NotSame(last, tables.Current);
    }

    [Fact]
    public void What_was_packed_with_and_without_the_table_reads_the_same()
    {
        var table = new StringTable();
        var pack = new PackWriter();
        string[] texts = ["a", "a", "a", "", new('x', 5_000), "ä€😀", "ä€😀", "ä€😀"];
        foreach (var text in texts)
        {
            pack.Text(table, Encoding.UTF8.GetBytes(text));
        }

        var reader = new PackReader(pack.Written, table);
        var read = new List<string>();
        while (read.Count < texts.Length)
        {
            read.Add(reader.Text());
        }

        Assert.Equal(texts, read);
    }

    private static StringTable FillAndTurn(StringTables tables)
    {
        var table = tables.Current;
        table.Users = 1;
        for (var i = 0; !table.IsFull; i++)
        {
            var text = Encoding.UTF8.GetBytes($"{i}");
            table.IndexOf(text);
            table.IndexOf(text);
        }

        tables.Turn();
        return table;
    }
}
