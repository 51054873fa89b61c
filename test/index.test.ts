test('starts', () => { expect(1).toBe(1); });
