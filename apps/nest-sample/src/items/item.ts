import { Injectable } from '@nestjs/common';
import { Length } from 'class-validator';

export interface Item {
  readonly id: string;
  readonly name: string;
}

/** What a page sends for an item. */
export class ItemBody {
  @Length(1, 80)
  readonly name!: string;
}

/** Items in memory: each server, and each version, begins with the same two. */
@Injectable()
export class Items {
  readonly #items = new Map<string, Item>([
    ['1', { id: '1', name: 'apple' }],
    ['2', { id: '2', name: 'pear' }],
  ]);

  list(): readonly Item[] {
    return [...this.#items.values()];
  }

  get(id: string): Item | undefined {
    return this.#items.get(id);
  }

  put(item: Item): Item {
    this.#items.set(item.id, item);
    return item;
  }

  delete(id: string): void {
    this.#items.delete(id);
  }
}
